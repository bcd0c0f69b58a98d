package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.io.IOException;
import java.util.HexFormat;
import javax.imageio.ImageReader;

/** An image file in memory, of one of the formats on the list of those allowed. */
interface ImageFile {
    /** What the file says of itself; costs next to nothing. */
    Header header() throws UnusableImageException;

    /** Bytes of heap that the decoder takes for pixels it has to hold all at once. */
    long wholeBytes() throws UnusableImageException;

    /** Bytes of heap even where libvips does the rest. */
    default long wholeBytesOfHeap() throws UnusableImageException {
        return isDecodedByJava() ? wholeBytes() : 0;
    }

    /** Whether libvips is given the pixels, as it cannot read the file, or not rightly. */
    default boolean isDecodedByJava() {
        return loader().isEmpty();
    }

    /** Bytes outside the heap that libvips takes for pixels it has to hold all at once. */
    long nativeBytes() throws UnusableImageException;

    /** libvips' operation that reads such a file from memory; empty when it has none. */
    String loader();

    /** Frames of an animation; 1 of any other image. */
    default int frames() {
        return 1;
    }

    /**
     * The decoder for this file.
     *
     * @throws IllegalStateException when it is not on the class path, which is not the file's fault
     */
    ImageReader reader() throws UnusableImageException;

    /**
     * Decodes the pixels at {@code size}, which is not larger than the image in either direction, in the file's own
     * colours and as they are stored.
     *
     * @param reader as {@link #reader} gave it
     * @throws IOException when the decoder gives up
     */
    Picture decode(ImageReader reader, Header header, Size size) throws UnusableImageException, IOException;

    /** Tells the format from the first bytes. */
    static ImageFile of(byte[] bytes) throws UnusableImageException {
        if (startsWith(bytes, 0, 0xff, 0xd8, 0xff)) {
            return new JpegFile(bytes);
        }
        if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return new PngFile(bytes);
        }
        if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
            return new WebpFile(bytes);
        }
        if (startsWith(bytes, 0, 'G', 'I', 'F', '8')) {
            return new GifFile(bytes);
        }
        if (startsWith(bytes, 4, 'f', 't', 'y', 'p')) {
            return heif(bytes);
        }
        if (startsWith(bytes, 0, 'I', 'I', 42, 0)
                || startsWith(bytes, 0, 'M', 'M', 0, 42)
                || startsWith(bytes, 0, 'I', 'I', 43, 0)
                || startsWith(bytes, 0, 'M', 'M', 0, 43)) {
            return new TiffFile(bytes);
        }
        if (startsWith(bytes, 0, 'B', 'M')) {
            return new BmpFile(bytes);
        }
        throw UnusableImageException.unsupported(
                "The file is not a JPEG, PNG, WebP, GIF, AVIF, HEIC, TIFF or BMP image: it starts with " + start(bytes)
                        + ".");
    }

    /** The boxes of HEIF are those of MP4 too. */
    private static ImageFile heif(byte[] bytes) throws UnusableImageException {
        for (String brand :
                new String[] {"avif", "avis", "heic", "heix", "mif1", "msf1", "hevc", "hevx", "heim", "heis"}) {
            if (startsWith(bytes, 8, brand.chars().toArray())) {
                return new HeifFile(bytes);
            }
        }
        throw UnusableImageException.unsupported("The file is of the MP4 family, but not an image.");
    }

    private static boolean startsWith(byte[] bytes, int offset, int... magic) {
        if (bytes.length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[offset + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static String start(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing, it is empty";
        }
        return "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 12));
    }
}
