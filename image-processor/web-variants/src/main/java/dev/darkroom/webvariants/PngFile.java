package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * A PNG of any colour type and depth. Grey and true-colour pictures are decoded line by line; palette and interlaced
 * ones whole.
 */
final class PngFile implements ImageFile {
    private final byte[] bytes;
    private final PngChunks chunks;

    PngFile(byte[] bytes) throws UnusableImageException {
        this.bytes = bytes;
        this.chunks = PngChunks.read(bytes);
    }

    @Override
    public Header header() {
        return chunks.header();
    }

    @Override
    public long wholeBytes() {
        return isHeldWhole() ? header().pixels() * Math.max(1, bands()) * bytesASample() : 0;
    }

    /** An interlaced one's pixels, where a palette's become RGBA. */
    @Override
    public long nativeBytes() {
        return chunks.interlaced() ? header().pixels() * (bands() == 0 ? 4 : bands()) * bytesASample() : 0;
    }

    private long bytesASample() {
        return chunks.bitDepth() == 16 ? 2 : 1;
    }

    @Override
    public String loader() {
        return "pngload_buffer";
    }

    private boolean isHeldWhole() {
        return chunks.interlaced() || bands() == 0;
    }

    @Override
    public ImageReader reader() {
        return Readers.jdk("png");
    }

    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws IOException {
        reader.setInput(new Bytes(bytes), true, true);
        return isHeldWhole() ? WholeImage.shrink(reader.read(0), size) : decodeByLine(reader, header, size);
    }

    private Picture decodeByLine(ImageReader reader, Header header, Size size) throws IOException {
        int bands = bands();
        Shrinker shrinker = new Shrinker(new Size(header.width(), header.height()), bands, size);
        BufferedImage lines =
                LineRaster.image(header.width(), header.height(), bands, chunks.bitDepth() == 16, shrinker);
        ImageReadParam destination = reader.getDefaultReadParam();
        destination.setDestination(lines);
        reader.read(0, destination);
        return shrinker.picture();
    }

    /** Samples a pixel, with alpha where there is any; 0 when the pixels are indexes into a palette. */
    private int bands() {
        int alpha = chunks.hasTransparentColor() ? 1 : 0;
        return switch (chunks.colorType()) {
            case 0 -> 1 + alpha;
            case 2 -> 3 + alpha;
            case 4 -> 2;
            case 6 -> 4;
            default -> 0;
        };
    }
}
