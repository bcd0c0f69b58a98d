package dev.darkroom.webvariants;

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

    @Override
    public Picture decode(Header header, Size size) throws UnusableImageException, IOException {
        ImageReader reader = Readers.jdk("gif");
        try {
            reader.setInput(new Bytes(bytes), true, false);
            BufferedImage frame = reader.read(0);
            if (!(frame.getColorModel() instanceof IndexColorModel palette)) {
                throw UnusableImageException.corrupt("The GIF has no palette.");
            }
            Size screen = new Size(header.width(), header.height());
            return WholeImage.shrinkIndexed(frame, palette, blocks.left(), blocks.top(), screen, size);
        } finally {
            reader.dispose();
        }
    }
}
