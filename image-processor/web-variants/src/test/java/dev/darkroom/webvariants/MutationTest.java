package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Photos with bytes cut off or changed: whatever is wrong with them, there is an answer, and soon. */
final class MutationTest {
    private static final Duration AT_MOST = Duration.ofSeconds(12);
    private static final List<String> SMALL_ENOUGH = List.of(
            "puppies.gif",
            "cove-greyscale.png",
            "tulips-alpha.png",
            "paintbrushes.webp",
            "mountains-exif-orientation-6.jpg",
            "fig-display-p3.jpg");

    @Test
    void neverEscapesAsAnythingButRenditionsOrARefusal() throws Exception {
        long seed = Long.getLong("darkroom.seed", 20260101);
        Random random = new Random(seed);
        Instant end = Instant.now().plus(AT_MOST);
        for (int round = 0; Instant.now().isBefore(end); round++) {
            // Given
            String name = SMALL_ENOUGH.get(round % SMALL_ENOUGH.size());
            byte[] mutant = mutate(TestingPhotos.photo(name), random);

            // When
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> TestingEngine.JAVA.process(mutant));

            // Then
            assertThat(outcome).as("seed %d, round %d, %s", seed, round, name).succeedsWithin(30, TimeUnit.SECONDS);
        }
    }

    /** Mostly in the header, where most can go wrong. */
    private static byte[] mutate(byte[] photo, Random random) {
        byte[] mutant = random.nextInt(4) == 0 ? Arrays.copyOf(photo, random.nextInt(photo.length)) : photo;
        int reach = random.nextBoolean() ? Math.min(mutant.length, 1024) : mutant.length;
        for (int i = random.nextInt(8); i > 0 && reach > 0; i--) {
            mutant[random.nextInt(reach)] = (byte) random.nextInt();
        }
        return mutant;
    }
}
