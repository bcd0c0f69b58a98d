package dev.darkroom.topology.lifecycle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * Pauses between attempts: doubling from {@code first} to {@code longest}, each between half and all of that. Which part
 * is a function of image and attempt, so that images that failed together do not come back together, and a replay
 * decides as the first run did. Source: "equal jitter" in <a
 * href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff And Jitter</a>.
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "The pause between attempts must be positive and its longest no shorter: " + first + ", "
                            + longest);
        }
    }

    Duration pause(String imageId, int attempt) {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.clamp(attempt - 1, 0, MOST_DOUBLINGS));
        CRC32C hash = new CRC32C();
        hash.update((imageId + "#" + attempt).getBytes(StandardCharsets.UTF_8));
        return Duration.ofMillis(full / 2 + full * (hash.getValue() & 0xffff) / (2 * 0xffff));
    }
}
