package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.operations.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of itself before any pixel is decoded.
 *
 * @param width stored width in pixels
 * @param height stored height in pixels
 * @param refined whether the image comes in passes (progressive, interlaced), so that all of it has to be held at once
 * @param orientation how to turn it upright
 * @param profile the embedded ICC profile, or null
 */
record Header(
        int width,
        int height,
        boolean refined,
        Orientation orientation,
        @Nullable ImageBytes profile) {
    /** 100 megapixels; what cameras make is below, what would take a decoder minutes is above. */
    static final long MOST_PIXELS = 100_000_000;

    /** Of an animation; all of them together count as one image's pixels. */
    static final int MOST_FRAMES = 1000;

    /** 50 megapixels: a progressive JPEG holds all its coefficients, 2 to 8 bytes a pixel, outside the heap. */
    private static final long MOST_REFINED_PIXELS = 50_000_000;

    long pixels() {
        return (long) width * height;
    }

    /** Its size once it is turned upright. */
    Size upright() {
        return stored(new Size(width, height));
    }

    /** The size as it is stored of what measures so when upright, and the other way round. */
    Size stored(Size upright) {
        return upright.turnedIf(orientation.isLying());
    }

    void check() throws UnusableImageException {
        if (width < 1 || height < 1) {
            throw UnusableImageException.corrupt("The header says the image measures " + width + "x" + height + ".");
        }
        long most = refined ? MOST_REFINED_PIXELS : MOST_PIXELS;
        if (pixels() > most) {
            throw new UnusableImageException(
                    Reason.TOO_MANY_PIXELS,
                    "The image has " + width + "x" + height + " pixels; at most " + most / 1_000_000
                            + " megapixels are processed" + (refined ? " of a progressive or interlaced image." : "."));
        }
    }
}
