package dev.darkroom.webvariants;

/** The blocks of a GIF (GIF89a specification): its first frame, and how many and how large all of them are. */
final class GifBlocks {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;

    private final byte[] bytes;
    private int frame;
    private int frames = 1;
    private int right;
    private int bottom;

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
        reachOf(frame);
        walkTheRest(end);
    }

    /** What comes after the first frame may break off: the picture can be shown. */
    private void walkTheRest(int from) {
        int at = from;
        try {
            while (bytes[at] == EXTENSION || bytes[at] == IMAGE) {
                if (bytes[at] == IMAGE) {
                    reachOf(at);
                    frames++;
                    at = skipSubBlocks(at + 11 + palette(bytes[at + 9]));
                } else {
                    at = skipSubBlocks(at + 2);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // as many frames as there are
        }
    }

    private void reachOf(int image) {
        right = Math.max(right, unsignedShort(image + 1) + unsignedShort(image + 5));
        bottom = Math.max(bottom, unsignedShort(image + 3) + unsignedShort(image + 7));
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

    int frames() {
        return frames;
    }

    /** The screen the frames are painted on, or as far as any frame reaches where that is more. */
    Header header() {
        int width = Math.max(unsignedShort(6), right);
        int height = Math.max(unsignedShort(8), bottom);
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
