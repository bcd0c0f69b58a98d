package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.Rendition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;

/** The engine that needs nothing but Java: ImageIO, TwelveMonkeys for CMYK, libwebp for WebP. */
final class JavaEngine implements ImageEngine {
    /** Two pictures of the largest variant, their line buffers and encoded forms. */
    private static final long FIXED_BYTES = 40L << 20;

    @Override
    public List<Rendition> render(ImageBytes image, List<Variant> variants) throws UnusableImageException {
        ImageFile file = ImageFile.of(image.array());
        Header header = file.header();
        header.check();
        Variant largest = variants.getFirst();
        Picture picture = decode(file, header, largest.sizeOf(header.width(), header.height()));
        picture = header.orientation().upright(ColorProfile.toSrgb(picture, header.profile()));
        boolean transparent = picture.hasTransparentPixels();
        List<Rendition> renditions = new ArrayList<>();
        for (Variant variant : variants) {
            picture = picture.shrunkTo(variant.sizeOf(picture.width(), picture.height()));
            renditions.add(Encoder.encode(variant.name(), picture, transparent));
        }
        return renditions;
    }

    /** Decoders meant for good files meet bad ones in many ways; whatever they throw then is the file's fault. */
    private static Picture decode(ImageFile file, Header header, Size size) throws UnusableImageException {
        ImageReader reader = file.reader();
        try {
            return file.decode(reader, header, size);
        } catch (IOException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError memory) {
                    throw memory;
                }
            }
            throw UnusableImageException.corrupt("The image cannot be decoded: " + message(e));
        } finally {
            reader.dispose();
        }
    }

    private static String message(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public long memoryBytes(ImageFacts facts) {
        long pixels = (long) facts.width() * facts.height();
        return FIXED_BYTES
                + switch (facts.contentType()) {
                    case "image/gif" -> pixels;
                    case "image/webp" -> WebpFile.BYTES_A_PIXEL * pixels;
                    // Most are decoded line by line; a progressive JPEG's coefficients lie outside the heap.
                    default -> 0;
                };
    }

    @Override
    public long memoryBytes(ImageBytes image) {
        try {
            return FIXED_BYTES + ImageFile.of(image.array()).wholeBytes();
        } catch (UnusableImageException e) {
            // It will be refused before its pixels are decoded.
            return FIXED_BYTES;
        }
    }
}
