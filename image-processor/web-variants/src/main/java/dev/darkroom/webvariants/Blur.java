package dev.darkroom.webvariants;

/** Gaussian blur in both directions, one after the other, and sharpening by what it takes away. */
final class Blur {
    private static final float SHARPNESS = 1;

    private final float[] weights;

    private Blur(float[] weights) {
        this.weights = weights;
    }

    static Blur of(double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        float[] weights = new float[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-i * i / (2 * sigma * sigma));
        }
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) (Math.exp(-i * i / (2 * sigma * sigma)) / sum);
        }
        return new Blur(weights);
    }

    Picture apply(Picture picture) {
        Picture across = pass(picture, true);
        return pass(across, false);
    }

    /** Alpha stays as it is. */
    Picture sharpen(Picture picture) {
        byte[] blurred = apply(picture).samples();
        byte[] samples = picture.samples().clone();
        int bands = picture.bands();
        int colors = picture.hasAlpha() ? bands - 1 : bands;
        for (int i = 0; i < samples.length; i++) {
            if (i % bands < colors) {
                int sample = samples[i] & 0xff;
                samples[i] = (byte) Math.clamp(Math.round(sample + SHARPNESS * (sample - (blurred[i] & 0xff))), 0, 255);
            }
        }
        return new Picture(picture.width(), picture.height(), bands, samples);
    }

    private Picture pass(Picture picture, boolean across) {
        byte[] to = new byte[picture.samples().length];
        for (int y = 0, i = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                for (int band = 0; band < picture.bands(); band++) {
                    to[i++] = (byte) Math.round(sum(picture, x, y, band, across));
                }
            }
        }
        return new Picture(picture.width(), picture.height(), picture.bands(), to);
    }

    /** What lies outside is as the nearest pixel. */
    private float sum(Picture picture, int x, int y, int band, boolean across) {
        int reach = weights.length / 2;
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            int fromX = across ? Math.clamp(x + i, 0, picture.width() - 1) : x;
            int fromY = across ? y : Math.clamp(y + i, 0, picture.height() - 1);
            sum += weights[i + reach] * (picture.samples()[picture.offset(fromX, fromY) + band] & 0xff);
        }
        return sum;
    }
}
