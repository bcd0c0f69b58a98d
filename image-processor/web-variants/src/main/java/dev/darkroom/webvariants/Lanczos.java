package dev.darkroom.webvariants;

/** For each sample of a line that is being made, which samples of the longer line it is made of, and how much of each. */
final class Lanczos {
    private static final int LOBES = 3;

    private final int[] starts;
    private final float[][] weights;

    /**
     * @param from number of samples there are
     * @param scale how many of them make one, at least 1; not quite {@code from / to} where the last one is narrower
     * @param to number of samples to make
     */
    Lanczos(int from, double scale, int to) {
        starts = new int[to];
        weights = new float[to][];
        double reach = LOBES * Math.max(1, scale);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale - 0.5;
            int start = Math.clamp((int) Math.ceil(centre - reach), 0, from - 1);
            int end = Math.clamp((int) Math.floor(centre + reach) + 1, start + 1, from);
            starts[i] = start;
            weights[i] = weights(start, end, centre, Math.max(1, scale));
        }
    }

    private static float[] weights(int start, int end, double centre, double scale) {
        double[] raw = new double[end - start];
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = kernel((start + i - centre) / scale);
            sum += raw[i];
        }
        float[] weights = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            weights[i] = (float) (raw[i] / sum);
        }
        return weights;
    }

    private static double kernel(double x) {
        if (Math.abs(x) < 1e-9) {
            return 1;
        }
        if (Math.abs(x) >= LOBES) {
            return 0;
        }
        double angle = Math.PI * x;
        return LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle);
    }

    int start(int to) {
        return starts[to];
    }

    int end(int to) {
        return starts[to] + weights[to].length;
    }

    float weight(int to, int from) {
        return weights[to][from - starts[to]];
    }

    void apply(float[] line, float[] result, int bands) {
        for (int i = 0; i < starts.length; i++) {
            if (bands == 3) {
                applyToRgb(line, result, i);
            } else {
                applyToEach(line, result, i, bands);
            }
        }
    }

    private void applyToRgb(float[] line, float[] result, int i) {
        float[] weight = weights[i];
        float red = 0;
        float green = 0;
        float blue = 0;
        int from = starts[i] * 3;
        for (float w : weight) {
            red += w * line[from];
            green += w * line[from + 1];
            blue += w * line[from + 2];
            from += 3;
        }
        result[i * 3] = red;
        result[i * 3 + 1] = green;
        result[i * 3 + 2] = blue;
    }

    private void applyToEach(float[] line, float[] result, int i, int bands) {
        float[] weight = weights[i];
        for (int band = 0; band < bands; band++) {
            float sum = 0;
            int from = starts[i] * bands + band;
            for (float w : weight) {
                sum += w * line[from];
                from += bands;
            }
            result[i * bands + band] = sum;
        }
    }
}
