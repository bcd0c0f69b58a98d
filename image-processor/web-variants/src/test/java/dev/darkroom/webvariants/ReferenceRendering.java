package dev.darkroom.webvariants;

import java.awt.image.BufferedImage;

/**
 * A slow rendering to compare with: every pixel of the result is the three-lobed Lanczos sum over all source pixels it
 * reaches, in both directions at once, in double precision. Shares no code with what it judges.
 */
final class ReferenceRendering {
    private ReferenceRendering() {}

    static BufferedImage shrink(BufferedImage source, int width, int height) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = source.getRGB(0, 0, source.getWidth(), source.getHeight(), null, 0, source.getWidth());
        double[][] across = weights(source.getWidth(), width);
        double[][] down = weights(source.getHeight(), height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                result.setRGB(x, y, pixel(pixels, source.getWidth(), across[x], down[y]));
            }
        }
        return result;
    }

    /** For each sample of the result the first source sample it is made of, and the weights from there on. */
    private static double[][] weights(int from, int to) {
        double[][] all = new double[to][];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale - 0.5;
            int start = Math.max(0, (int) Math.ceil(centre - 3 * scale));
            int end = Math.min(from, (int) Math.floor(centre + 3 * scale) + 1);
            all[i] = new double[1 + end - start];
            all[i][0] = start;
            for (int at = start; at < end; at++) {
                all[i][1 + at - start] = lanczos((at - centre) / scale);
            }
        }
        return all;
    }

    private static int pixel(int[] pixels, int stride, double[] across, double[] down) {
        double red = 0;
        double green = 0;
        double blue = 0;
        double all = 0;
        for (int j = 1; j < down.length; j++) {
            int from = ((int) down[0] + j - 1) * stride + (int) across[0];
            for (int i = 1; i < across.length; i++) {
                double weight = across[i] * down[j];
                int rgb = pixels[from++];
                red += weight * (rgb >> 16 & 0xff);
                green += weight * (rgb >> 8 & 0xff);
                blue += weight * (rgb & 0xff);
                all += weight;
            }
        }
        return clamped(red / all) << 16 | clamped(green / all) << 8 | clamped(blue / all);
    }

    private static int clamped(double sample) {
        return Math.clamp(Math.round(sample), 0, 255);
    }

    private static double lanczos(double x) {
        if (x == 0) {
            return 1;
        }
        return Math.abs(x) >= 3 ? 0 : 3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / 3) / Math.pow(Math.PI * x, 2);
    }

    /** Peak signal-to-noise ratio of the luma in decibels. */
    static double psnr(BufferedImage a, BufferedImage b) {
        double squares = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                squares += Math.pow(luma(a.getRGB(x, y)) - luma(b.getRGB(x, y)), 2);
            }
        }
        return 10 * Math.log10(255 * 255 / (squares / a.getWidth() / a.getHeight()));
    }

    /**
     * Structural similarity of the luma (Wang et al., 2004), the mean over windows of 8 by 8 pixels; 1 for the same. Where
     * sizes differ by rounding, what both have is compared.
     */
    static double ssim(BufferedImage a, BufferedImage b) {
        int width = Math.min(a.getWidth(), b.getWidth());
        int height = Math.min(a.getHeight(), b.getHeight());
        double sum = 0;
        int windows = 0;
        for (int y = 0; y == 0 || y + 8 <= height; y += 4) {
            for (int x = 0; x == 0 || x + 8 <= width; x += 4) {
                sum += ssim(a, b, x, y, Math.min(8, width - x), Math.min(8, height - y));
                windows++;
            }
        }
        return sum / windows;
    }

    private static double ssim(BufferedImage a, BufferedImage b, int left, int top, int width, int height) {
        double n = width * height;
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                double p = luma(a.getRGB(x, y));
                double q = luma(b.getRGB(x, y));
                sumA += p;
                sumB += q;
                sumAa += p * p;
                sumBb += q * q;
                sumAb += p * q;
            }
        }
        double meanA = sumA / n;
        double meanB = sumB / n;
        double c1 = 0.01 * 255 * 0.01 * 255;
        double c2 = 0.03 * 255 * 0.03 * 255;
        return (2 * meanA * meanB + c1)
                * (2 * (sumAb / n - meanA * meanB) + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (sumAa / n - meanA * meanA + sumBb / n - meanB * meanB + c2));
    }

    private static double luma(int rgb) {
        return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
    }
}
