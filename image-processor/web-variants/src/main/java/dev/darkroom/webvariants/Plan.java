package dev.darkroom.webvariants;

import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Operation;
import dev.darkroom.operations.Size;
import dev.darkroom.operations.Variant;
import java.util.List;

/**
 * What all variants of an image are made from: the image at the least size that is enough for each of them. A variant
 * that begins with a resize (flips and turns do not count) needs no more pixels than that asks for; any other one needs
 * all.
 *
 * @param upright the image's size when upright
 * @param base the size to decode to, upright
 * @param largest the pixels of the largest image on the way to a variant
 */
record Plan(Size upright, Size base, long largest) {
    private static final long MOST_PIXELS = 100_000_000;

    /** Checks every operation of every variant against the image. */
    static Plan of(Size upright, List<Variant> variants) throws InvalidOperationsException {
        Size base = new Size(1, 1);
        long largest = 1;
        for (Variant variant : variants) {
            largest = Math.max(largest, largestOf(upright, variant));
            Size needed = needed(upright, variant);
            if (needed.width() > base.width() || needed.height() > base.height()) {
                base = covering(base, needed, upright);
            }
        }
        return new Plan(upright, base, largest);
    }

    private static long largestOf(Size upright, Variant variant) throws InvalidOperationsException {
        long largest = 0;
        Size size = upright;
        for (Operation operation : variant.operations()) {
            if (operation instanceof Operation.Resize resize) {
                largest = Math.max(largest, resize.scaled(size).pixels());
            }
            try {
                size = operation.after(size);
            } catch (InvalidOperationsException e) {
                throw new InvalidOperationsException("variant '" + variant.name() + "', " + e.getMessage());
            }
        }
        if (largest > MOST_PIXELS) {
            throw new InvalidOperationsException("variant '%s': resize makes an image of %d pixels; at most %d are made"
                    .formatted(variant.name(), largest, MOST_PIXELS));
        }
        return Math.max(largest, size.pixels());
    }

    /** The size, upright and as if not turned, that the first resize asks for. */
    private static Size needed(Size upright, Variant variant) {
        boolean lying = false;
        for (Operation operation : variant.operations()) {
            switch (operation) {
                case Operation.Flip flip -> {}
                case Operation.Rotate rotate -> lying ^= rotate.degrees() != 180;
                case Operation.Resize resize -> {
                    Size scaled = resize.scaled(upright.turnedIf(lying)).turnedIf(lying);
                    return new Size(
                            Math.min(scaled.width(), upright.width()), Math.min(scaled.height(), upright.height()));
                }
                default -> {
                    return upright;
                }
            }
        }
        return upright;
    }

    /** One that covers both in the image's proportions; the larger one itself where that covers the other. */
    private static Size covering(Size a, Size b, Size upright) {
        if (b.width() >= a.width() && b.height() >= a.height()) {
            return b;
        }
        double scale = Math.max(
                (double) Math.max(a.width(), b.width()) / upright.width(),
                (double) Math.max(a.height(), b.height()) / upright.height());
        return new Size(
                Math.min(upright.width(), (int) Math.ceil(upright.width() * scale)),
                Math.min(upright.height(), (int) Math.ceil(upright.height() * scale)));
    }
}
