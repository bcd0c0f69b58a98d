package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.io.IOException;
import javax.imageio.ImageReader;

/** A WebP, lossy or lossless, decoded whole by libwebp. */
final class WebpFile implements ImageFile {
    static final long BYTES_A_PIXEL = 4;
    private static final long COPIES = 3;

    private final byte[] bytes;
    private final WebpChunks chunks;

    WebpFile(byte[] bytes) throws UnusableImageException {
        this.bytes = bytes;
        this.chunks = WebpChunks.read(bytes);
    }

    @Override
    public Header header() throws UnusableImageException {
        return chunks.header();
    }

    /** The pixels, and the reader's own copies of the file. */
    @Override
    public long wholeBytes() throws UnusableImageException {
        return BYTES_A_PIXEL * header().pixels() + COPIES * bytes.length;
    }

    @Override
    public ImageReader reader() {
        return Readers.webp();
    }

    @Override
    public long nativeBytes() throws UnusableImageException {
        return 2 * BYTES_A_PIXEL * header().pixels();
    }

    @Override
    public String loader() {
        return "webpload_buffer";
    }

    @Override
    public int frames() {
        return chunks.frames();
    }

    /** Whatever the chunks say, libwebp is asked for the size it sees before it makes room for so many pixels. */
    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws UnusableImageException, IOException {
        reader.setInput(chunks.still(), true, true);
        if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
            throw UnusableImageException.corrupt("The WebP's picture is not of the size its header says.");
        }
        return WholeImage.shrink(reader.read(0), size);
    }
}
