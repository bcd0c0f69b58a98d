package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageReader;

/** An AVIF or HEIC: boxes (ISO/IEC 23008-12) around AV1 or HEVC pictures. Only libvips decodes it. */
final class HeifFile implements ImageFile {
    private final byte[] bytes;
    private final Header header;

    HeifFile(byte[] bytes) throws UnusableImageException {
        this.bytes = bytes;
        this.header = largestPicture();
    }

    /**
     * The largest size that any ispe property tells: a grid's, where there is one, or the picture's. The box is looked
     * for by its name, wherever it stands: what lies within other data only makes the guard more careful.
     */
    private Header largestPicture() throws UnusableImageException {
        Size largest = new Size(0, 0);
        for (int at = 4; at + 16 <= bytes.length; at++) {
            if (bytes[at] == 'i'
                    && bytes[at + 1] == 's'
                    && bytes[at + 2] == 'p'
                    && bytes[at + 3] == 'e'
                    && intAt(at - 4) == 20) {
                Size size = new Size(intAt(at + 8), intAt(at + 12));
                if (size.width() < 0 || size.height() < 0) {
                    throw UnusableImageException.corrupt("The HEIF's size is not one.");
                }
                largest = size.pixels() > largest.pixels() ? size : largest;
            }
            if (bytes[at] == 'm'
                    && bytes[at + 1] == 'd'
                    && bytes[at + 2] == 'a'
                    && bytes[at + 3] == 't'
                    && largest.pixels() > 0) {
                break;
            }
        }
        if (largest.pixels() == 0) {
            throw UnusableImageException.corrupt("The HEIF does not say how large its picture is.");
        }
        return new Header(largest.width(), largest.height(), false, Orientation.UPRIGHT, null);
    }

    private int intAt(int offset) {
        return (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
    }

    /** What the file calls itself: avif, heic, … */
    String brand() {
        return new String(bytes, 8, 4, StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", "?")
                .strip();
    }

    boolean isAvif() {
        return brand().startsWith("avi");
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public long wholeBytes() {
        return 0;
    }

    /** Planes of up to 16 bits, and the pixels they become. */
    @Override
    public long nativeBytes() {
        return 12 * header.pixels();
    }

    @Override
    public String loader() {
        return "heifload_buffer";
    }

    @Override
    public ImageReader reader() throws UnusableImageException {
        throw UnusableImageException.unsupported(
                "The file is a HEIF image (" + brand() + "), which takes libvips to read.");
    }

    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws UnusableImageException {
        throw UnusableImageException.unsupported("HEIF takes libvips to read.");
    }
}
