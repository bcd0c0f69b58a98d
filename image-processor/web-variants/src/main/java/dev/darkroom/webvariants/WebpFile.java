package dev.darkroom.webvariants;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/** A WebP, lossy or lossless, decoded whole by libwebp. */
final class WebpFile implements ImageFile {
    private final WebpChunks chunks;

    WebpFile(byte[] bytes) throws UnusableImageException {
        this.chunks = WebpChunks.read(bytes);
    }

    @Override
    public Header header() throws UnusableImageException {
        return chunks.header();
    }

    @Override
    public Picture decode(Header header, Size size) throws UnusableImageException, IOException {
        ImageReader reader = Readers.webp();
        try {
            reader.setInput(chunks.still(), true, true);
            BufferedImage image = reader.read(0);
            if (image.getWidth() != header.width() || image.getHeight() != header.height()) {
                throw UnusableImageException.corrupt("The WebP's picture is not of the size its header says.");
            }
            return WholeImage.shrink(image, size);
        } finally {
            reader.dispose();
        }
    }
}
