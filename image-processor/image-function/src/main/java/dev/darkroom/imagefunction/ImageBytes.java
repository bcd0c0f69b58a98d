package dev.darkroom.imagefunction;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The bytes of an image file. They are shared, not copied: whoever holds them must not change them. */
public final class ImageBytes {
    private final byte[] bytes;

    private ImageBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ImageBytes of(byte[] bytes) {
        return new ImageBytes(bytes);
    }

    /** The array itself, to be read only. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    /** A new stream from the first byte on; it need not be closed. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
