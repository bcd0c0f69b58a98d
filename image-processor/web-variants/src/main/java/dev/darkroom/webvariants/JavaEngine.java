package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Recipe;
import dev.darkroom.operations.Size;
import dev.darkroom.operations.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * The engine that needs nothing but Java: ImageIO, TwelveMonkeys for CMYK, libwebp for WebP. It cannot do all that
 * libvips can, and says so.
 */
final class JavaEngine implements ImageEngine {
    /** Two pictures of the largest usual variant, their line buffers and encoded forms. */
    private static final long FIXED_BYTES = 40L << 20;

    private static final long USUAL_PIXELS = 1600 * 1600;

    /** A picture and the next one, of four bands, and the lines in between. */
    private static final long BYTES_A_PIXEL = 12;

    @Override
    public List<Rendition> render(ImageBytes image, Recipe recipe)
            throws UnusableImageException, InvalidOperationsException {
        ImageFile file = ImageFile.of(image.array());
        Header header = file.header();
        header.check();
        for (Variant variant : recipe.variants()) {
            PictureSteps.check(variant, file.frames());
        }
        Plan plan = Plan.of(header.upright(), recipe.variants());
        Picture picture = decode(file, header, header.stored(plan.base()));
        Picture upright = header.orientation().upright(ColorProfile.toSrgb(picture, header.profile()));
        List<Rendition> renditions = new ArrayList<>();
        for (Variant variant : recipe.variants()) {
            Picture done = new PictureSteps(plan.upright()).apply(variant, upright);
            renditions.add(Encoder.encode(variant, done));
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
    public Memory memory(ImageFacts facts, Recipe recipe) {
        long pixels = (long) facts.width() * facts.height();
        long whole = switch (facts.contentType()) {
            case "image/gif" -> pixels;
            case "image/webp" -> WebpFile.BYTES_A_PIXEL * pixels;
            // Most are decoded line by line; a progressive JPEG's coefficients lie outside the heap.
            default -> 0;
        };
        return memory(whole, new Size(Math.max(1, facts.width()), Math.max(1, facts.height())), recipe);
    }

    @Override
    public Memory memory(ImageBytes image, Recipe recipe) {
        try {
            ImageFile file = ImageFile.of(image.array());
            Header header = file.header();
            header.check();
            return memory(file.wholeBytes(), header.upright(), recipe);
        } catch (UnusableImageException e) {
            // It will be refused before its pixels are decoded.
            return new Memory(FIXED_BYTES, 0);
        }
    }

    private static Memory memory(long whole, Size upright, Recipe recipe) {
        try {
            Plan plan = Plan.of(upright, recipe.variants());
            long unusual = Math.max(0, Math.max(plan.base().pixels(), plan.largest()) - USUAL_PIXELS);
            return new Memory(FIXED_BYTES + whole + BYTES_A_PIXEL * unusual, 0);
        } catch (InvalidOperationsException e) {
            // It will be refused, too.
            return new Memory(FIXED_BYTES, 0);
        }
    }
}
