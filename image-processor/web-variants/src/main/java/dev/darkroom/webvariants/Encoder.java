package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.Rendition;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
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

/** Writes pictures: PNG where there are transparent pixels, else JPEG of quality 80 with 4:2:0 chroma. */
final class Encoder {
    private static final float JPEG_QUALITY = 0.8f;

    private Encoder() {}

    static Rendition encode(String name, Picture picture, boolean transparent) {
        String format = transparent ? "png" : "jpeg";
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (!transparent) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image(picture, transparent), null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + format + " to memory", e);
        } finally {
            writer.dispose();
        }
        return new Rendition(
                name, ImageBytes.of(bytes.toByteArray()), "image/" + format, picture.width(), picture.height());
    }

    private static BufferedImage image(Picture picture, boolean transparent) {
        int bands = picture.bands();
        int colors = bands < 3 ? 1 : 3;
        int kept = transparent ? bands : colors;
        int[] offsets = new int[kept];
        for (int band = 0; band < kept; band++) {
            offsets[band] = band;
        }
        byte[] samples = picture.samples();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                picture.width(),
                picture.height(),
                picture.width() * bands,
                bands,
                offsets,
                null);
        var model = new ComponentColorModel(
                ColorSpace.getInstance(colors == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                transparent,
                false,
                transparent ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
