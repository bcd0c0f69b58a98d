package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** What images take of the heap beyond the fixed share, as the smallest heaps they get through were measured to say. */
final class MemoryTest {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 500;
    private static final long FIXED_BYTES = 40 << 20;

    private static double bytesAPixel(byte[] image) {
        long bytes = TestingEngine.JAVA.function().memoryBytes(TestingEngine.source(image, null));
        return (double) (bytes - FIXED_BYTES) / (WIDTH * HEIGHT);
    }

    @Test
    void takesNothingForWhatIsDecodedLineByLine() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(bytesAPixel(TestingPhotos.encode(image, "jpeg"))).isZero();
        assertThat(bytesAPixel(TestingPhotos.encode(image, "png"))).isZero();
    }

    @Test
    void takesOneByteAPixelForAPalette() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
        assertThat(bytesAPixel(TestingPhotos.encode(image, "gif"))).isEqualTo(1);
        assertThat(bytesAPixel(TestingPhotos.encode(image, "png"))).isEqualTo(1);
    }

    @Test
    void takesEightBytesAPixelForCmyk() {
        Raster cmyk = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        assertThat(bytesAPixel(write("jpeg", new IIOImage(cmyk, null, null), false)))
                .isEqualTo(8);
    }

    @Test
    void takesEightBytesAPixelForAnInterlacedPngOfSixteenBitsASample() {
        var colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = colors.createCompatibleWritableRaster(WIDTH, HEIGHT);
        BufferedImage image = new BufferedImage(colors, raster, false, null);
        assertThat(bytesAPixel(write("png", new IIOImage(image, null, null), true)))
                .isEqualTo(8);
    }

    @Test
    void takesFourBytesAPixelForAWebpAndSomeCopiesOfTheFile() {
        byte[] webp = TestingPhotos.encode(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "webp");
        assertThat(bytesAPixel(webp)).isBetween(4.0, 4.1);
    }

    private static byte[] write(String format, IIOImage image, boolean interlaced) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (interlaced) {
                settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
