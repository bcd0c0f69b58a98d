package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shrinks an image while it is decoded, line by line from the top: first by whole factors (the mean of a block, which
 * leaves at least one and a half times the size wanted), then by a Lanczos filter of three lobes. It holds a few lines
 * and the result. Alpha, where there is any, has been multiplied into the colours and is divided out at the end.
 */
final class Shrinker {
    private static final double HEADROOM = 1.5;

    private final int bands;
    private final Size target;
    private final int blockWidth;
    private final int blockHeight;
    private final Size blocks;
    private final int lineLength;
    private final int lastBlockHeight;
    private final int[] sums;
    private final float[] means;
    private final Lanczos across;
    private final Lanczos down;
    private final float[] narrow;
    private final float[] @Nullable [] open;
    private final byte[] samples;

    private int linesInBlock;
    private int blockLine;
    private int firstOpen;

    Shrinker(Size source, int bands, Size target) {
        this.bands = bands;
        this.target = target;
        blockWidth = factor(source.width(), target.width());
        blockHeight = factor(source.height(), target.height());
        blocks = new Size(ceilDivide(source.width(), blockWidth), ceilDivide(source.height(), blockHeight));
        lineLength = source.width() * bands;
        lastBlockHeight = source.height() - (blocks.height() - 1) * blockHeight;
        sums = new int[blocks.width() * bands];
        means = new float[sums.length];
        across = new Lanczos(blocks.width(), (double) source.width() / blockWidth / target.width(), target.width());
        down = new Lanczos(blocks.height(), (double) source.height() / blockHeight / target.height(), target.height());
        narrow = new float[target.width() * bands];
        open = new float[target.height()][];
        samples = new byte[target.width() * target.height() * bands];
    }

    private static int factor(int from, int to) {
        return Math.max(1, (int) (from / (to * HEADROOM)));
    }

    private static int ceilDivide(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Forgets all lines: the image comes again from its top. */
    void restart() {
        Arrays.fill(sums, 0);
        Arrays.fill(open, null);
        linesInBlock = 0;
        blockLine = 0;
        firstOpen = 0;
    }

    /** Takes the next line of samples from 0 to 255. */
    void accept(byte[] line) {
        int block = blockWidth * bands;
        for (int from = 0, sum = 0; from < lineLength; from += block, sum += bands) {
            int end = Math.min(from + block, lineLength);
            for (int i = from; i < end; i += bands) {
                for (int band = 0; band < bands; band++) {
                    sums[sum + band] += line[i + band] & 0xff;
                }
            }
        }
        endLine(255);
    }

    /** Takes the next line of samples from 0 to {@code max}. */
    void accept(int[] line, int max) {
        int block = blockWidth * bands;
        for (int from = 0, sum = 0; from < lineLength; from += block, sum += bands) {
            int end = Math.min(from + block, lineLength);
            for (int i = from; i < end; i += bands) {
                for (int band = 0; band < bands; band++) {
                    sums[sum + band] += line[i + band];
                }
            }
        }
        endLine(max);
    }

    private void endLine(int max) {
        linesInBlock++;
        int lines = blockLine == blocks.height() - 1 ? lastBlockHeight : blockHeight;
        if (linesInBlock == lines) {
            average(max, lines);
            across.apply(means, narrow, bands);
            addToResult();
            linesInBlock = 0;
            blockLine++;
        }
    }

    private void average(int max, int lines) {
        int lastWidth = lineLength / bands - (blocks.width() - 1) * blockWidth;
        float scale = 255f / max / lines / blockWidth;
        float lastScale = 255f / max / lines / lastWidth;
        int last = sums.length - bands;
        for (int i = 0; i < sums.length; i++) {
            means[i] = sums[i] * (i < last ? scale : lastScale);
            sums[i] = 0;
        }
    }

    private void addToResult() {
        for (int y = firstOpen; y < target.height() && down.start(y) <= blockLine; y++) {
            float[] sum = open[y];
            if (sum == null) {
                sum = new float[narrow.length];
                open[y] = sum;
            }
            float weight = down.weight(y, blockLine);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * narrow[i];
            }
            if (down.end(y) == blockLine + 1) {
                finish(y, sum);
                firstOpen = y + 1;
            }
        }
    }

    private void finish(int y, float[] sum) {
        int to = y * narrow.length;
        if (bands == 2 || bands == 4) {
            divideByAlpha(sum);
        }
        for (float sample : sum) {
            samples[to++] = (byte) Math.clamp(Math.round(sample), 0, 255);
        }
        open[y] = null;
    }

    private void divideByAlpha(float[] sum) {
        for (int i = 0; i < sum.length; i += bands) {
            float alpha = sum[i + bands - 1];
            for (int band = 0; band < bands - 1; band++) {
                sum[i + band] = alpha < 0.5f ? 0 : sum[i + band] * 255 / alpha;
            }
        }
    }

    /** Whether all lines have come. */
    boolean complete() {
        return firstOpen == target.height();
    }

    /** The result, once all lines have come. */
    Picture picture() {
        if (!complete()) {
            throw new IllegalStateException("Only " + firstOpen + " of " + target.height() + " lines could be made");
        }
        return new Picture(target.width(), target.height(), bands, samples);
    }
}
