package dev.darkroom.webvariants;

/** Hands lines of samples to a shrinker, colour multiplied by alpha where there is alpha. */
final class SampleLines {
    private final Shrinker shrinker;
    private final int bands;
    private final int max;
    private final boolean alpha;

    /** @param max the sample value of full white: 255 or 65535 */
    SampleLines(Shrinker shrinker, int bands, int max) {
        this.shrinker = shrinker;
        this.bands = bands;
        this.max = max;
        this.alpha = bands == 2 || bands == 4;
    }

    /** Takes one line, all its samples from 0 to {@code max}; the array may be changed. */
    void accept(int[] line) {
        if (!alpha) {
            shrinker.accept(line, max);
            return;
        }
        // Eight-bit products are kept whole (0 to 255 x 255), so that faint colours do not lose their shade.
        boolean exact = max == 255;
        for (int i = 0; i < line.length; i += bands) {
            int opacity = line[i + bands - 1];
            for (int band = 0; band < bands - 1; band++) {
                long product = (long) line[i + band] * opacity;
                line[i + band] = (int) (exact ? product : product / max);
            }
            line[i + bands - 1] = exact ? opacity * max : opacity;
        }
        shrinker.accept(line, exact ? max * max : max);
    }
}
