package dev.darkroom.webvariants;

/** The blocks of a GIF (GIF89a specification) up to the end of its first frame. */
final class GifBlocks {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;

    private final byte[] bytes;
    private int frame;

    private GifBlocks(byte[] bytes) {
        this.bytes = bytes;
    }

    static GifBlocks read(byte[] bytes) throws UnusableImageException {
        GifBlocks blocks = new GifBlocks(bytes);
        try {
            blocks.walk();
        } catch (IndexOutOfBoundsException e) {
            throw UnusableImageException.truncated("The GIF ends in its first frame.");
        }
        return blocks;
    }

    private void walk() throws UnusableImageException {
        int at = 13 + palette(bytes[10]);
        while (bytes[at] == EXTENSION) {
            at = skipSubBlocks(at + 2);
        }
        if (bytes[at] != IMAGE) {
            throw UnusableImageException.corrupt("The GIF has no frame at byte " + at + ", where one must be.");
        }
        frame = at;
        int end = skipSubBlocks(at + 11 + palette(bytes[at + 9]));
        if (end > bytes.length) {
            throw new IndexOutOfBoundsException(end);
        }
    }

    private static int palette(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private int skipSubBlocks(int from) {
        int at = from;
        while (bytes[at] != 0) {
            at += 1 + (bytes[at] & 0xff);
        }
        return at + 1;
    }

    /** The screen the frames are painted on, or the first frame where it is larger. */
    Header header() {
        int width = Math.max(unsignedShort(6), left() + frameWidth());
        int height = Math.max(unsignedShort(8), top() + frameHeight());
        return new Header(width, height, false, Orientation.UPRIGHT, null);
    }

    int left() {
        return unsignedShort(frame + 1);
    }

    int top() {
        return unsignedShort(frame + 3);
    }

    int frameWidth() {
        return unsignedShort(frame + 5);
    }

    int frameHeight() {
        return unsignedShort(frame + 7);
    }

    private int unsignedShort(int offset) {
        return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8;
    }
}
