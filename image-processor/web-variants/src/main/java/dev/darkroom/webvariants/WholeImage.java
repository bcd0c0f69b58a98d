package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Pixels that a reader gave all at once, taken as samples: no colour conversion behind our back. */
final class WholeImage {
    private WholeImage() {}

    static Picture shrink(BufferedImage image, Size size) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? shrinkIndexed(image, palette, 0, 0, new Size(image.getWidth(), image.getHeight()), size)
                : shrinkSamples(image, size);
    }

    private static Picture shrinkSamples(BufferedImage image, Size size) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        Shrinker shrinker = new Shrinker(new Size(raster.getWidth(), raster.getHeight()), bands, size);
        SampleLines lines = new SampleLines(shrinker, bands, max);
        int[] line = new int[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, line);
            lines.accept(line);
        }
        return shrinker.picture();
    }

    /** A picture in palette colours, put at {@code left, top} of a transparent canvas. */
    static Picture shrinkIndexed(
            BufferedImage image, IndexColorModel palette, int left, int top, Size canvas, Size size) {
        boolean covered = image.getWidth() == canvas.width() && image.getHeight() == canvas.height();
        int bands = palette.hasAlpha() || !covered ? 4 : 3;
        int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        Shrinker shrinker = new Shrinker(canvas, bands, size);
        SampleLines lines = new SampleLines(shrinker, bands, 255);
        int[] line = new int[canvas.width() * bands];
        int[] indexes = new int[image.getWidth()];
        for (int y = 0; y < canvas.height(); y++) {
            Arrays.fill(line, 0);
            if (y >= top && y < top + image.getHeight()) {
                image.getRaster().getPixels(0, y - top, image.getWidth(), 1, indexes);
                paint(indexes, colors, line, left * bands, bands);
            }
            lines.accept(line);
        }
        return shrinker.picture();
    }

    private static void paint(int[] indexes, int[] colors, int[] line, int from, int bands) {
        int to = from;
        for (int index : indexes) {
            if (to >= line.length) {
                return;
            }
            // An index past the end of the palette is black, as browsers have it.
            int color = index < colors.length ? colors[index] : 0xff000000;
            line[to] = color >> 16 & 0xff;
            line[to + 1] = color >> 8 & 0xff;
            line[to + 2] = color & 0xff;
            if (bands == 4) {
                line[to + 3] = color >>> 24;
            }
            to += bands;
        }
    }
}
