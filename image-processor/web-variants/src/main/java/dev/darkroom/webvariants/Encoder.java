package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.operations.Color;
import dev.darkroom.operations.Format;
import dev.darkroom.operations.Variant;
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
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as JPEG with 4:2:0 chroma, PNG or WebP. */
final class Encoder {
    private Encoder() {}

    static Rendition encode(Variant variant, Picture picture) throws UnusableImageException {
        Format.Type type = variant.format().type();
        if (type == Format.Type.AUTO) {
            type = picture.hasTransparentPixels() ? Format.Type.PNG : Format.Type.JPEG;
        }
        String name = type.name().toLowerCase(Locale.ROOT);
        boolean alpha = picture.hasAlpha() && type != Format.Type.JPEG;
        Picture flat =
                variant.format().type() == Format.Type.JPEG ? PictureSteps.flatten(picture, Color.WHITE) : picture;
        byte[] bytes = type.hasQuality()
                ? QualitySearch.write(
                        variant.name(), variant.format(), quality -> write(name, image(flat, alpha), quality))
                : write(name, image(flat, alpha), 0);
        return new Rendition(variant.name(), ImageBytes.of(bytes), "image/" + name, picture.width(), picture.height());
    }

    /** Of quality 1 to 100, or 0 for a format that has none. */
    private static byte[] write(String format, BufferedImage image, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (quality > 0) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                if (format.equals("webp")) {
                    settings.setCompressionType("Lossy");
                }
                settings.setCompressionQuality(quality / 100f);
            }
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + format + " to memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
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
