package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.operations.Format;

/** Finds the best quality whose file is within the size wanted. */
final class QualitySearch {
    private static final int LEAST = 10;

    private QualitySearch() {}

    /** Writes an image at a quality. */
    interface Writer<E extends Exception> {
        byte[] write(int quality) throws E;
    }

    /**
     * The file at the quality asked for, or at the best one below that stays within the size.
     *
     * @throws UnusableImageException when none does
     */
    static <E extends Exception> byte[] write(String variant, Format format, Writer<E> writer)
            throws E, UnusableImageException {
        byte[] best = writer.write(format.quality());
        int most = format.maxBytes().orElse(Integer.MAX_VALUE);
        if (best.length <= most) {
            return best;
        }
        byte[] within = new byte[0];
        int low = Math.min(LEAST, format.quality());
        int high = format.quality() - 1;
        while (low <= high) {
            int middle = (low + high) / 2;
            byte[] file = writer.write(middle);
            if (file.length <= most) {
                within = file;
                low = middle + 1;
            } else {
                best = file;
                high = middle - 1;
            }
        }
        if (within.length == 0) {
            throw new UnusableImageException(
                    Reason.OTHER,
                    "Variant '%s' has %d bytes at the lowest quality; maxBytes is %d: raise it, or make the variant smaller."
                            .formatted(variant, best.length, most));
        }
        return within;
    }
}
