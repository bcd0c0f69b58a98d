package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.decode;
import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class LikenessTest {
    private final TestingEngine engine;

    LikenessTest(TestingEngine engine) {
        this.engine = engine;
    }

    /** Quality-80 JPEG alone costs down to 37 dB at these sizes; nearest-neighbour sampling stays below 28. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "budgerigar-baseline.jpg, web, 36",
        "budgerigar-baseline.jpg, thumbnail, 36",
        "wine-progressive-10mp.jpg, web, 33",
        "paintbrushes.webp, thumbnail, 33",
    })
    void looksLikeASlowReferenceRendering(String name, String variant, double decibels) {
        // Given
        BufferedImage source = decode(photo(name));
        BufferedImage rendition = engine.rendition(photo(name), variant);
        BufferedImage reference = ReferenceRendering.shrink(source, rendition.getWidth(), rendition.getHeight());

        // When
        double likeness = ReferenceRendering.psnr(rendition, reference);

        // Then
        assertThat(likeness).isGreaterThan(decibels);
    }
}
