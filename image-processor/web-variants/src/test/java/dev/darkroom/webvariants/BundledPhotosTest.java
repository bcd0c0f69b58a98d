package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import dev.darkroom.operations.Size;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class BundledPhotosTest {
    private final TestingEngine engine;

    BundledPhotosTest(TestingEngine engine) {
        this.engine = engine;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "budgerigar-baseline.jpg, image/jpeg, 1600, 1200, 256, 192",
        "cove-greyscale.png, image/jpeg, 500, 500, 256, 256",
        "dandelions-progressive-16mp.jpg, image/jpeg, 1600, 900, 256, 144",
        "fig-display-p3.jpg, image/jpeg, 1600, 1082, 256, 173",
        "mountains-exif-orientation-6.jpg, image/jpeg, 1600, 1200, 256, 192",
        "nuthatch-baseline-20mp.jpg, image/jpeg, 1600, 900, 256, 144",
        "paintbrushes.webp, image/jpeg, 1365, 1074, 256, 201",
        "puppies.gif, image/jpeg, 400, 601, 170, 256",
        "tulips-alpha.png, image/png, 500, 500, 256, 256",
        "wine-progressive-10mp.jpg, image/jpeg, 1068, 1600, 171, 256",
    })
    void becomesTwoUprightRenditionsThatAreNeverEnlarged(
            String name, String contentType, int width, int height, int thumbnailWidth, int thumbnailHeight) {
        // When
        Outcome outcome = engine.process(photo(name));

        // Then
        assertThat(outcome).isInstanceOf(Renditions.class);
        List<Rendition> renditions = ((Renditions) outcome).renditions();
        assertThat(renditions).extracting(Rendition::name).containsExactly("web", "thumbnail");
        assertMeasures(renditions.get(0), contentType, width, height);
        assertMeasures(renditions.get(1), contentType, thumbnailWidth, thumbnailHeight);
    }

    private static void assertMeasures(Rendition rendition, String contentType, int width, int height) {
        assertThat(rendition.contentType()).isEqualTo(contentType);
        assertThat(new Size(rendition.width(), rendition.height())).isEqualTo(new Size(width, height));
        BufferedImage decoded = TestingPhotos.decode(rendition.content().array());
        assertThat(new Size(decoded.getWidth(), decoded.getHeight())).isEqualTo(new Size(width, height));
        assertThat(decoded.getColorModel().hasAlpha()).isEqualTo(contentType.equals("image/png"));
    }

    @Test
    void refusesAFileThatEndsInThePicture() {
        assertThat(engine.process(photo("sunset-truncated.jpg")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void refusesTextByWhateverName() {
        assertThat(engine.process(photo("text-named-as-photo.jpg")))
                .isEqualTo(
                        new Refusal(
                                Reason.UNSUPPORTED_TYPE,
                                "The file is not a JPEG, PNG, WebP, GIF, AVIF, HEIC, TIFF or BMP image: it starts with 0x546869732069732061206c69."));
    }

    @Test
    void coversEveryBundledPhoto() {
        assertThat(TestingPhotos.names()).hasSize(12);
    }

    @Test
    void keepsNoMetadata() {
        // Given
        String raw = latin1(photo("mountains-exif-orientation-6.jpg"));
        assertThat(raw).contains("Exif", "Aitzol");

        // When
        String web = latin1(engine.encoded(photo("mountains-exif-orientation-6.jpg"), "web")
                .content()
                .array());

        // Then
        assertThat(web).doesNotContain("Exif", "Aitzol", "ICC_PROFILE");
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
