package dev.darkroom.topology.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that hold for every event a producer could send, each tried on thousands of events from a printed seed. */
final class AdmissionPropertiesTest {
    private static final int IMAGES_PER_SEED = 3_000;

    private final Admission admission = new Admission(Limits.DEFAULT);

    static LongStream seeds() {
        return LongStream.concat(LongStream.of(1, 2, 3), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyImageGetsAVerdictThatHoldsWhatItPromises(long seed) {
        RandomGenerator random = new Random(seed);
        for (int i = 0; i < IMAGES_PER_SEED; i++) {
            // Given
            RawImage image = anyImage(random);
            String recordKey = random.nextInt(4) == 0 ? anyText(random) : image.getImageId();

            // When
            Verdict verdict = admission.judge(recordKey, image, Profile.NONE);

            // Then
            switch (verdict) {
                case Verdict.Routed routed -> {
                    assertThat(routed.lane()).isNotEqualTo(Lane.UNKNOWN);
                    assertThat(routed.function()).isNotBlank();
                    assertThat((long) image.getWidth() * image.getHeight()).isBetween(1L, Limits.DEFAULT.pixels());
                    assertThat(image.getSizeBytes()).isBetween(0L, Limits.DEFAULT.bytes());
                    assertThat(recordKey).isEqualTo(image.getImageId());
                }
                case Verdict.Rejected rejected ->
                    assertThat(rejected.detail()).isNotBlank().hasSizeLessThan(500);
            }
            assertThat(verdict.image()).isSameAs(image);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void morePixelsNeverGoToAFasterLane(long seed) {
        // Given
        RandomGenerator random = new Random(seed);
        List<Lane> lanes = random.longs(IMAGES_PER_SEED, 1, Limits.DEFAULT.pixels() + 1)
                .sorted()
                // When
                .mapToObj(pixels -> LaneChoice.of(pixels, null, false))
                .toList();

        // Then
        assertThat(lanes).isSorted();
    }

    private static RawImage anyImage(RandomGenerator random) {
        RawImage.Builder image = RawImages.acceptable()
                .setImageId(oneOf(random, RawImages.ID, anyText(random)))
                .setCustomerId(oneOf(random, "acme", anyText(random)))
                .setBucket(oneOf(random, "darkroom-raw", anyText(random)))
                .setKey(oneOf(random, "raw/acme/1", anyText(random)))
                .setSha256(oneOf(random, "0123456789abcdef".repeat(4), anyText(random)))
                .setContentType(oneOf(random, "image/png", anyText(random)))
                .setWidth((int) random.nextLong(-2, 20_000))
                .setHeight(random.nextInt(8) == 0 ? random.nextInt() : 1_000)
                .setSizeBytes(random.nextInt(4) == 0 ? random.nextLong() : 1_000)
                .setFunction(oneOf(random, "grey", anyText(random)))
                .setSourceName(anyText(random))
                .setReceivedAt(Instant.ofEpochMilli(random.nextLong()));
        sometimes(random, image::clearWidth);
        sometimes(random, image::clearHeight);
        sometimes(random, image::clearFunction);
        sometimes(random, image::clearSourceName);
        return image.build();
    }

    private static void sometimes(RandomGenerator random, Runnable action) {
        if (random.nextInt(9) == 0) {
            action.run();
        }
    }

    private static String oneOf(RandomGenerator random, String usual, String odd) {
        return random.nextInt(8) == 0 ? odd : usual;
    }

    private static String anyText(RandomGenerator random) {
        return random.ints(random.nextInt(3) == 0 ? 200 : random.nextInt(8), 0, Character.MAX_CODE_POINT + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
