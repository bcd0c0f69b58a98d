package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;

/** A TIFF (6.0); of several pages the first. Only libvips decodes it. */
final class TiffFile implements ImageFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;

    private final Header header;

    TiffFile(byte[] bytes) throws UnusableImageException {
        try {
            this.header = read(ByteBuffer.wrap(bytes));
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw UnusableImageException.truncated("The TIFF ends in its header.");
        }
    }

    private static Header read(ByteBuffer tiff) throws UnusableImageException {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (tiff.getShort(2) != 42) {
            throw UnusableImageException.unsupported("The TIFF is a BigTIFF, which is not read.");
        }
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        Size size = new Size(0, 0);
        Size tile = new Size(0, 0);
        for (int entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12) {
            int value = value(tiff, entry);
            switch (tiff.getShort(entry) & 0xffff) {
                case WIDTH -> size = new Size(value, size.height());
                case HEIGHT -> size = new Size(size.width(), value);
                case TILE_WIDTH -> tile = new Size(value, tile.height());
                case TILE_HEIGHT -> tile = new Size(tile.width(), value);
                default -> {}
            }
        }
        if (size.width() < 1 || size.height() < 1) {
            throw UnusableImageException.corrupt("The TIFF does not say how large its picture is.");
        }
        // a tile larger than the picture takes the decoder as much memory as a picture of its size
        return new Header(
                Math.max(size.width(), tile.width()),
                Math.max(size.height(), tile.height()),
                false,
                Orientation.UPRIGHT,
                null);
    }

    private static int value(ByteBuffer tiff, int entry) {
        boolean isShort = tiff.getShort(entry + 2) == 3;
        return isShort ? tiff.getShort(entry + 8) & 0xffff : tiff.getInt(entry + 8);
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public long wholeBytes() {
        return 0;
    }

    /** A strip or tile may be the whole picture, of 16 bits a sample. */
    @Override
    public long nativeBytes() {
        return 16 * header.pixels();
    }

    @Override
    public String loader() {
        return "tiffload_buffer";
    }

    @Override
    public ImageReader reader() throws UnusableImageException {
        throw UnusableImageException.unsupported("The file is a TIFF image, which takes libvips to read.");
    }

    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws UnusableImageException {
        throw UnusableImageException.unsupported("TIFF takes libvips to read.");
    }
}
