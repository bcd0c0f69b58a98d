package dev.darkroom.webvariants;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * The destination given to a JDK image reader: looks as large as the image, but keeps one line and passes it on when it
 * is full. The JPEG and PNG readers write whole lines, or pixels from left to right, in order; PNG only when it is not
 * interlaced. A progressive JPEG may be drawn more than once, each time from the top: then the last time counts.
 */
final class LineRaster extends WritableRaster {
    private final SampleLines lines;
    private final Shrinker shrinker;
    private final int[] line;

    private LineRaster(PixelInterleavedSampleModel model, DataBuffer none, Shrinker shrinker, int max) {
        super(model, none, new Point(0, 0));
        this.shrinker = shrinker;
        this.lines = new SampleLines(shrinker, model.getNumBands(), max);
        this.line = new int[model.getWidth() * model.getNumBands()];
    }

    /** An image whose pixels go to {@code shrinker}. */
    static BufferedImage image(int width, int height, int bands, boolean deep, Shrinker shrinker) {
        int type = deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        int[] offsets = new int[bands];
        for (int band = 0; band < bands; band++) {
            offsets[band] = band;
        }
        var model = new PixelInterleavedSampleModel(type, width, height, bands, width * bands, offsets);
        DataBuffer none = deep ? new DataBufferUShort(1) : new DataBufferByte(1);
        var raster = new LineRaster(model, none, shrinker, deep ? 0xffff : 0xff);
        boolean alpha = bands == 2 || bands == 4;
        ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        var colors = new ComponentColorModel(
                space, alpha, false, alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE, type);
        return new BufferedImage(colors, raster, false, null);
    }

    @Override
    public void setRect(int x, int y, Raster source) {
        if (y == 0) {
            shrinker.restart();
        }
        if (source.getDataBuffer() instanceof DataBufferByte bytes
                && numBands % 2 == 1
                && bytes.getData().length == line.length) {
            shrinker.accept(bytes.getData());
        } else {
            source.getPixels(source.getMinX(), source.getMinY(), width, 1, line);
            lines.accept(line);
        }
    }

    @Override
    public void setPixel(int x, int y, int[] pixel) {
        System.arraycopy(pixel, 0, line, x * numBands, numBands);
        if (x == width - 1) {
            lines.accept(line);
        }
    }
}
