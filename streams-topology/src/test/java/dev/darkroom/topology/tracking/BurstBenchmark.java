package dev.darkroom.topology.tracking;

import dev.darkroom.topology.Outcomes;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What an outcome costs while one customer's images wait, of which each makes room for the next: as much for the last
 * as for the first, or one customer's burst holds up all others of the partition. The node {@code images} alone, its
 * index in RocksDB, no changelogs.
 *
 * <p>{@code mvn -pl streams-topology test-compile exec:exec
 * -Dbenchmark=dev.darkroom.topology.tracking.BurstBenchmark}; IMAGES in the environment changes how many wait.
 */
final class BurstBenchmark {
    private static final int IMAGES = Integer.parseInt(System.getenv().getOrDefault("IMAGES", "40000"));
    private static final int PARTS = 8;
    private static final int SHARE = 8;

    private BurstBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("burst-");
        TestingImages images = TestingImages.onDisk(settings(), Instant.parse("2026-11-22T10:00:00Z"), directory);
        for (int i = 0; i < IMAGES; i++) {
            images.hear("acme", RawImages.distinct("burst-%06d".formatted(i)).build());
        }
        for (int part = 0; part < PARTS; part++) {
            int first = IMAGES / PARTS * part;
            int behind = IMAGES / PARTS * (part + 1);
            long begun = System.nanoTime();
            for (int done = first; done < behind; done++) {
                images.hear("acme", Outcomes.done(images.tasks().get(done), images.now()));
            }
            System.out.printf(
                    "images %,7d to %,7d: %6.1f us an outcome%n",
                    first, behind, (System.nanoTime() - begun) / 1e3 / (behind - first));
        }
        images.close();
    }

    private static TrackingSettings settings() {
        Backoff backoff = new Backoff(Duration.ofSeconds(30), Duration.ofSeconds(900));
        return new TrackingSettings(
                Limits.DEFAULT,
                new Rules(3, Duration.ofHours(1), backoff, 10, Duration.ofDays(1)),
                new FairShares(SHARE, SHARE, SHARE),
                Duration.ofDays(2),
                Duration.ofHours(1),
                Duration.ofSeconds(10));
    }
}
