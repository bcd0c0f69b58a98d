package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;

/** A BMP of any age; the JDK decodes it, whole, whatever engine does the rest. */
final class BmpFile implements ImageFile {
    private static final int OS2_HEADER = 12;
    private static final long BYTES_A_PIXEL = 8;

    private final byte[] bytes;
    private final Header header;

    BmpFile(byte[] bytes) throws UnusableImageException {
        this.bytes = bytes;
        if (bytes.length < 26) {
            throw UnusableImageException.truncated("The BMP ends in its header.");
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean old = file.getInt(14) == OS2_HEADER;
        int width = old ? file.getShort(18) & 0xffff : file.getInt(18);
        int height = old ? file.getShort(20) & 0xffff : file.getInt(22);
        // a negative height says that the top line comes first
        this.header =
                new Header(width, height == Integer.MIN_VALUE ? 0 : Math.abs(height), false, Orientation.UPRIGHT, null);
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public long wholeBytes() {
        return BYTES_A_PIXEL * header.pixels();
    }

    @Override
    public long nativeBytes() {
        return 4 * header.pixels();
    }

    @Override
    public String loader() {
        return "";
    }

    @Override
    public ImageReader reader() {
        return Readers.jdk("bmp");
    }

    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws IOException {
        reader.setInput(new Bytes(bytes), true, true);
        return WholeImage.shrink(plain(reader.read(0)), size);
    }

    /** Packed pixels of five or six bits a sample become bytes. */
    private static BufferedImage plain(BufferedImage image) {
        boolean bytesAlready = image.getSampleModel().getSampleSize(0) == 8
                || image.getColorModel().getPixelSize() <= 8;
        if (bytesAlready) {
            return image;
        }
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(image, 0, 0, null);
        return rgb;
    }
}
