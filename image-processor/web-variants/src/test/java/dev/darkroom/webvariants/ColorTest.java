package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.decode;
import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class ColorTest {
    private final TestingEngine engine;

    ColorTest(TestingEngine engine) {
        this.engine = engine;
    }

    /** Display P3 to sRGB, by the matrices of CSS Color 4 and not by any profile. */
    private static double[] p3ToSrgb(int rgb) {
        double r = linear(rgb >> 16 & 0xff);
        double g = linear(rgb >> 8 & 0xff);
        double b = linear(rgb & 0xff);
        return new double[] {
            encoded(1.22494017628056 * r - 0.22494017628056 * g),
            encoded(-0.04205695470968816 * r + 1.042056954709688 * g),
            encoded(-0.019637554590334432 * r - 0.07863604555063189 * g + 1.0982736001409663 * b)
        };
    }

    private static double linear(int sample) {
        double v = sample / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static double encoded(double v) {
        double clamped = Math.clamp(v, 0, 1);
        return 255 * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055);
    }

    @Test
    void convertsAWideGamutPhotoToSrgb() throws IOException {
        // Given
        BufferedImage stored = asStored(photo("fig-display-p3.jpg"));
        double[] expected = new double[3];
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                double[] converted = p3ToSrgb(stored.getRGB(x, y));
                for (int band = 0; band < 3; band++) {
                    expected[band] += converted[band] / stored.getHeight() / stored.getWidth();
                }
            }
        }

        // When
        BufferedImage web = engine.rendition(photo("fig-display-p3.jpg"), "web");

        // Then
        double[] means = means(web);
        double[] unconverted = means(stored);
        assertThat(Math.abs(unconverted[0] - expected[0])).isGreaterThan(3);
        for (int band = 0; band < 3; band++) {
            assertThat(means[band]).isCloseTo(expected[band], within(1.0));
        }
        double[] bowl = p3ToSrgb(stored.getRGB(900, 300));
        assertThat((double) (web.getRGB(900, 300) >> 16 & 0xff)).isCloseTo(bowl[0], within(6.0));
        assertThat((double) (web.getRGB(900, 300) >> 8 & 0xff)).isCloseTo(bowl[1], within(6.0));
    }

    /** The samples in the file: the segments that hold the profile are left out. */
    private static BufferedImage asStored(byte[] jpeg) throws IOException {
        ByteArrayOutputStream bare = new ByteArrayOutputStream();
        int at = 2;
        bare.write(jpeg, 0, 2);
        while ((jpeg[at + 1] & 0xff) != 0xda) {
            int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
            if ((jpeg[at + 1] & 0xff) != 0xe2) {
                bare.write(jpeg, at, length);
            }
            at += length;
        }
        bare.write(jpeg, at, jpeg.length - at);
        return decode(bare.toByteArray());
    }

    private static double[] means(BufferedImage image) {
        double[] means = new double[3];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int band = 0; band < 3; band++) {
                    means[band] += (image.getRGB(x, y) >> (16 - 8 * band) & 0xff)
                            / (double) image.getHeight()
                            / image.getWidth();
                }
            }
        }
        return means;
    }

    @Test
    void keepsAlphaAsItWas() {
        // Given
        BufferedImage source = decode(photo("tulips-alpha.png"));

        // When
        BufferedImage web = engine.rendition(photo("tulips-alpha.png"), "web");

        // Then
        for (int y = 0; y < source.getHeight(); y++) {
            for (int x = 0; x < source.getWidth(); x++) {
                assertThat(web.getRGB(x, y) >>> 24).isEqualTo(source.getRGB(x, y) >>> 24);
            }
        }
    }

    @Test
    void doesNotLetTheColorOfInvisiblePixelsBleed() {
        // Given: opaque red beside invisible green, to be shrunk across the border
        BufferedImage image = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 1000; y++) {
            for (int x = 0; x < 1000; x++) {
                image.setRGB(x, y, x < 501 ? 0xffff0000 : 0x0000ff00);
            }
        }

        // When
        BufferedImage thumbnail = engine.rendition(TestingPhotos.encode(image, "png"), "thumbnail");

        // Then
        for (int x = 0; x < 256; x++) {
            assertThat(thumbnail.getRGB(x, 128) >> 8 & 0xff).isZero();
        }
    }

    @Test
    void keepsGreyAsBrightAsItWas() {
        // Given
        Raster source = decode(photo("cove-greyscale.png")).getRaster();

        // When
        Raster web = engine.rendition(photo("cove-greyscale.png"), "web").getRaster();

        // Then
        assertThat(web.getNumBands()).isEqualTo(1);
        double difference = 0;
        for (int y = 0; y < 500; y++) {
            for (int x = 0; x < 500; x++) {
                difference += web.getSample(x, y, 0) - source.getSample(x, y, 0);
            }
        }
        assertThat(difference / 250_000).isCloseTo(0, within(0.2));
    }

    @Test
    void readsSixteenBitsASample() {
        // Given
        BufferedImage deep = new BufferedImage(40, 30, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < 40; x++) {
            for (int y = 0; y < 30; y++) {
                deep.getRaster().setSample(x, y, 0, 0x8080);
            }
        }

        // When
        Raster web = engine.rendition(TestingPhotos.encode(deep, "png"), "web").getRaster();

        // Then
        assertThat(web.getSample(20, 15, 0)).isBetween(127, 129);
    }

    @Test
    void readsCmykAsPrintShopsSendIt() throws IOException {
        // Given: Adobe's inverted CMYK without a profile, white on the left and cyan on the right
        byte[] jpeg =
                ColorTest.class.getResourceAsStream("/white-and-cyan-cmyk.jpg").readAllBytes();

        // When
        BufferedImage web = engine.rendition(jpeg, "web");

        // Then
        assertThat(web.getRGB(10, 32) & 0xffffff).isEqualTo(0xffffff);
        // cyan by the formula without a profile is 00ffff, the ink on paper is 009ae4
        assertThat(web.getRGB(54, 32) >> 16 & 0xff).isLessThan(5);
        assertThat(web.getRGB(54, 32) >> 8 & 0xff).isBetween(150, 255);
        assertThat(web.getRGB(54, 32) & 0xff).isBetween(220, 255);
    }
}
