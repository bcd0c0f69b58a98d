package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.operations.Format;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Recipe;
import dev.darkroom.operations.Size;
import dev.darkroom.operations.Variant;
import dev.darkroom.vips.Vips;
import dev.darkroom.vips.VipsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The engine that has libvips do the work. */
final class VipsEngine implements ImageEngine {
    /** The loaders that strangers' files may reach; SVG, PDF, ImageMagick and the like stay blocked. */
    private static final List<String> LOADERS = List.of(
            "VipsForeignLoadJpeg",
            "VipsForeignLoadPng",
            "VipsForeignLoadWebp",
            "VipsForeignLoadNsgif",
            "VipsForeignLoadTiff",
            "VipsForeignLoadHeif");

    private static final long FIXED_HEAP = 8L << 20;
    private static final long FIXED_OUTSIDE = 48L << 20;

    private final Vips vips;
    private final VipsThreads threads;

    VipsEngine(Vips vips) {
        this.vips = vips;
        this.threads = new VipsThreads(vips);
    }

    /** Loads libvips from a file; see {@link Vips#load} for what may go wrong. */
    static VipsEngine load(Path library) {
        return new VipsEngine(Vips.load(library, LOADERS));
    }

    String version() {
        return vips.version();
    }

    /** Bytes held outside the heap for pixels, whoever works now. */
    long heldBytes() {
        return vips.heldBytes();
    }

    @Override
    public List<Rendition> render(ImageBytes image, Recipe recipe)
            throws UnusableImageException, InvalidOperationsException {
        ImageFile file = ImageFile.of(image.array());
        file.header().check();
        try {
            return render(file, image, recipe, "warning");
        } catch (VipsException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("extraneous bytes")) {
                // Bytes too many before a marker do no harm; what else libvips warns of is damage.
                return renderAgain(file, image, recipe, "truncated", e);
            }
            if (message.contains("premature end of JPEG")) {
                // All lines may be there, and just the end marker missing.
                return renderAgain(file, withEndMarker(image), recipe, "warning", e);
            }
            throw VipsErrors.unusable(e, file);
        }
    }

    private List<Rendition> renderAgain(
            ImageFile file, ImageBytes image, Recipe recipe, String failOn, VipsException first)
            throws UnusableImageException, InvalidOperationsException {
        try {
            return render(file, image, recipe, failOn);
        } catch (VipsException e) {
            throw VipsErrors.unusable(first, file);
        }
    }

    private static ImageBytes withEndMarker(ImageBytes image) {
        byte[] whole = Arrays.copyOf(image.array(), image.size() + 2);
        whole[image.size()] = (byte) 0xff;
        whole[image.size() + 1] = (byte) 0xd9;
        return ImageBytes.of(whole);
    }

    private List<Rendition> render(ImageFile file, ImageBytes image, Recipe recipe, String failOn)
            throws UnusableImageException, InvalidOperationsException, VipsException {
        try {
            return threads.call(scope -> new VipsRendering(scope, file, image.array(), recipe, failOn).renditions());
        } catch (RuntimeException | UnusableImageException | InvalidOperationsException | VipsException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("An image could not be processed", e);
        }
    }

    @Override
    public Memory memory(ImageFacts facts, Recipe recipe) {
        long pixels = (long) facts.width() * facts.height();
        long decoding = switch (facts.contentType()) {
            case "image/jpeg", "image/png" -> 0;
            case "image/tiff" -> 16 * pixels;
            case "image/avif", "image/heic", "image/heif" -> 12 * pixels;
            default -> 8 * pixels;
        };
        return memory(facts.sizeBytes(), decoding, new Size(facts.width(), facts.height()), recipe);
    }

    @Override
    public Memory memory(ImageBytes image, Recipe recipe) {
        try {
            ImageFile file = ImageFile.of(image.array());
            Header header = file.header();
            header.check();
            Size size = new Size(header.width(), header.height());
            Memory memory = memory(image.size(), file.nativeBytes(), size, recipe);
            long frames = recipe.variants().stream()
                            .anyMatch(variant -> variant.format().animated())
                    ? 8 * Math.min(Header.MOST_PIXELS, file.frames() * size.pixels())
                    : 0;
            return new Memory(memory.heap() + file.wholeBytesOfHeap(), memory.outside() + frames);
        } catch (UnusableImageException e) {
            // It will be refused before its pixels are decoded.
            return new Memory(FIXED_HEAP, FIXED_OUTSIDE);
        }
    }

    private static Memory memory(long fileBytes, long decoding, Size size, Recipe recipe) {
        try {
            Plan plan = Plan.of(new Size(Math.max(1, size.width()), Math.max(1, size.height())), recipe.variants());
            long working = 8 * plan.base().pixels() + 12 * plan.largest();
            long encoding = recipe.variants().stream()
                            .mapToLong(VipsEngine::bytesAPixel)
                            .max()
                            .orElse(0)
                    * plan.largest();
            return new Memory(FIXED_HEAP + plan.largest(), FIXED_OUTSIDE + fileBytes + decoding + working + encoding);
        } catch (InvalidOperationsException e) {
            // It will be refused, too.
            return new Memory(FIXED_HEAP, FIXED_OUTSIDE);
        }
    }

    /** What encoders hold. */
    private static long bytesAPixel(Variant variant) {
        return variant.format().type() == Format.Type.AVIF ? 48 : 8;
    }
}
