package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The marker segments of a JPEG up to its first scan (ITU-T T.81 annex B; EXIF in APP1; ICC.1 annex B.4 for the profile
 * in APP2), read once from front to back.
 */
final class JpegSegments {
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final ByteArrayOutputStream essentials = new ByteArrayOutputStream(1024);
    private final Map<Integer, byte[]> profileParts = new TreeMap<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private int frame;
    private int width;
    private int height;
    private int components;
    private int blocksAUnit;
    private long units;
    private int firstScan;

    private JpegSegments(byte[] bytes) {
        this.bytes = bytes;
    }

    static JpegSegments read(byte[] bytes) throws UnusableImageException {
        JpegSegments segments = new JpegSegments(bytes);
        segments.walk();
        return segments;
    }

    private void walk() throws UnusableImageException {
        essentials.write(bytes, 0, 2);
        int at = 2;
        while (true) {
            at = skipFill(at);
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xda) {
                break;
            }
            if (at + 4 > bytes.length) {
                throw UnusableImageException.truncated("The JPEG ends in its header.");
            }
            int length = unsignedShort(at + 2);
            if (length < 2 || marker == 0 || marker == 0xd8 || marker == 0xd9) {
                throw UnusableImageException.corrupt(
                        "The JPEG has a marker 0x%02x at byte %d, where none may be.".formatted(marker, at));
            }
            if (at + 2 + length > bytes.length) {
                throw UnusableImageException.truncated("The JPEG ends in its header.");
            }
            segment(marker, at, length);
            at += 2 + length;
        }
        firstScan = at;
        if (frame == 0) {
            throw UnusableImageException.corrupt("The JPEG has no frame header before its first scan.");
        }
    }

    private int skipFill(int from) throws UnusableImageException {
        int at = from;
        while (at + 1 < bytes.length && bytes[at] == -1 && bytes[at + 1] == -1) {
            at++;
        }
        if (at + 1 >= bytes.length) {
            throw UnusableImageException.truncated("The JPEG ends in its header.");
        }
        if (bytes[at] != -1) {
            throw UnusableImageException.corrupt("The JPEG has no marker at byte " + at + ", where one must be.");
        }
        return at;
    }

    private void segment(int marker, int at, int length) throws UnusableImageException {
        int payload = at + 4;
        int size = length - 2;
        if (marker == 0xe1 && startsWith(payload, size, EXIF)) {
            orientation = Orientation.ofExif(bytes, payload + EXIF.length, size - EXIF.length);
        } else if (marker == 0xe2 && startsWith(payload, size, ICC) && size > ICC.length + 2) {
            int part = bytes[payload + ICC.length] & 0xff;
            profileParts.put(part, Arrays.copyOfRange(bytes, payload + ICC.length + 2, payload + size));
        } else if (isFrame(marker)) {
            frame(marker, payload, size);
        }
        boolean application = marker >= 0xe0 && marker <= 0xef;
        if ((!application || marker == 0xe0 || marker == 0xee) && marker != 0xfe) {
            essentials.write(bytes, at, 2 + length);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame(int marker, int payload, int size) throws UnusableImageException {
        if (size < 6) {
            throw UnusableImageException.corrupt("The JPEG's frame header is too short.");
        }
        if (marker > 0xc2 && marker != 0xc9 && marker != 0xca) {
            throw UnusableImageException.unsupported(
                    "The JPEG is coded in a way (SOF%d) that is not read: only baseline, extended and progressive are."
                            .formatted(marker - 0xc0));
        }
        if (bytes[payload] != 8) {
            throw UnusableImageException.unsupported("The JPEG has " + bytes[payload] + " bits a sample, not 8.");
        }
        frame = marker;
        height = unsignedShort(payload + 1);
        width = unsignedShort(payload + 3);
        components = bytes[payload + 5] & 0xff;
        if (size < 6 + 3 * components) {
            throw UnusableImageException.corrupt("The JPEG's frame header is too short.");
        }
        sampling(payload + 6);
    }

    /** How the components are subsampled, and into how many units of 8x8 blocks of each of them the picture is cut. */
    private void sampling(int offset) {
        int across = 1;
        int down = 1;
        blocksAUnit = 0;
        for (int i = 0; i < components; i++) {
            int factors = bytes[offset + 3 * i + 1] & 0xff;
            across = Math.max(across, factors >> 4);
            down = Math.max(down, factors & 15);
            blocksAUnit += (factors >> 4) * (factors & 15);
        }
        units = (long) Math.ceilDiv(width, 8 * across) * Math.ceilDiv(height, 8 * down);
    }

    /** What all coefficients take, two bytes each, when the decoder has to hold them. */
    long coefficientBytes() {
        return units * blocksAUnit * 64 * 2;
    }

    private boolean startsWith(int offset, int size, byte[] prefix) {
        return size >= prefix.length && Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    private int unsignedShort(int offset) {
        return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    }

    Header header() {
        return new Header(width, height, frame == 0xc2 || frame == 0xca || severalScans(), orientation, profile());
    }

    /** A sequential JPEG whose first scan has not all components is kept whole by the decoder, as progressive ones are. */
    private boolean severalScans() {
        return firstScan + 4 < bytes.length && (bytes[firstScan + 4] & 0xff) < components;
    }

    private @Nullable ImageBytes profile() {
        if (profileParts.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        profileParts.values().forEach(whole::writeBytes);
        return ImageBytes.of(whole.toByteArray());
    }

    boolean isArithmetic() {
        return frame == 0xc9 || frame == 0xca;
    }

    int components() {
        return components;
    }

    /** The file without metadata, thumbnails and profile: what a decoder needs, and nothing to trip over. */
    Bytes essentials() {
        return new Bytes(essentials.toByteArray(), bytes, firstScan);
    }
}
