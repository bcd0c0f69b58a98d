package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;

/** A GIF; of an animation the first frame, on a transparent screen. */
final class GifFile implements ImageFile {
    private final byte[] bytes;
    private final GifBlocks blocks;

    GifFile(byte[] bytes) throws UnusableImageException {
        this.bytes = bytes;
        this.blocks = GifBlocks.read(bytes);
    }

    @Override
    public Header header() {
        return blocks.header();
    }

    /** An index a pixel of the frame. */
    @Override
    public long wholeBytes() {
        return (long) blocks.frameWidth() * blocks.frameHeight();
    }

    /** The canvas, and the one before it. */
    @Override
    public long nativeBytes() {
        return 8 * header().pixels();
    }

    @Override
    public String loader() {
        return "gifload_buffer";
    }

    /** libvips has the screen opaque around a first frame that does not cover it. */
    @Override
    public boolean isDecodedByJava() {
        return blocks.frameWidth() < header().width() || blocks.frameHeight() < header().height();
    }

    @Override
    public int frames() {
        return blocks.frames();
    }

    @Override
    public ImageReader reader() {
        return Readers.jdk("gif");
    }

    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws UnusableImageException, IOException {
        reader.setInput(new Bytes(bytes), true, false);
        BufferedImage frame = reader.read(0);
        if (!(frame.getColorModel() instanceof IndexColorModel palette)) {
            throw UnusableImageException.corrupt("The GIF has no palette.");
        }
        Size screen = new Size(header.width(), header.height());
        return WholeImage.shrinkIndexed(frame, palette, blocks.left(), blocks.top(), screen, size);
    }
}
