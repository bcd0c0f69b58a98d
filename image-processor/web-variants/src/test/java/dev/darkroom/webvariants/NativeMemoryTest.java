package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

/** What is reserved outside the heap is enough, above all for progressive JPEGs, which decoders hold whole. */
final class NativeMemoryTest {
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dandelions-progressive-16mp.jpg",
                "nuthatch-baseline-20mp.jpg",
                "mountains-exif-orientation-6.jpg",
                "tulips-alpha.png"
            })
    void staysWithinWhatIsReservedForAPhoto(String name) throws Exception {
        assumeTrue(TestingEngine.LIBVIPS.isPresent());
        HeldMemory held = HeldMemory.of(TestingPhotos.DIRECTORY.resolve(name));
        assertThat(held.bytes()).isLessThan(held.estimated());
    }

    /** Without subsampling, six bytes a pixel; that much less than all of it is held shows that it was measured. */
    @Test
    void staysWithinWhatIsReservedForAProgressiveJpegWithoutSubsampling() throws Exception {
        // Given
        assumeTrue(TestingEngine.LIBVIPS.isPresent());
        Path file = Files.write(directory.resolve("progressive.jpg"), progressive(WIDTH, HEIGHT, 1));

        // When
        HeldMemory held = HeldMemory.of(file);

        // Then
        assertThat(held.bytes()).isBetween(5L * WIDTH * HEIGHT, held.estimated());
    }

    @ParameterizedTest(name = "{0}x{0} subsampling")
    @CsvSource({"1, 6", "2, 3"})
    void reservesTwoBytesACoefficient(int subsampling, int bytesAPixel) throws Exception {
        byte[] file = progressive(640, 480, subsampling);
        assertThat(ImageFile.of(file).nativeBytes()).isEqualTo(bytesAPixel * 640L * 480);
    }

    private static byte[] progressive(int width, int height, int subsampling) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(
                    null,
                    new IIOImage(picture(width, height), null, subsampled(writer, settings, subsampling)),
                    settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata subsampled(ImageWriter writer, ImageWriteParam settings, int subsampling)
            throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(
                ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR), settings);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
        NodeList components = root.getElementsByTagName("componentSpec");
        IIOMetadataNode luma = (IIOMetadataNode) components.item(0);
        luma.setAttribute("HsamplingFactor", String.valueOf(subsampling));
        luma.setAttribute("VsamplingFactor", String.valueOf(subsampling));
        metadata.setFromTree(JPEG_METADATA, root);
        return metadata;
    }

    private static BufferedImage picture(int width, int height) {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 2000; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(width), random.nextInt(height), width / 20, height / 20);
        }
        return image;
    }
}
