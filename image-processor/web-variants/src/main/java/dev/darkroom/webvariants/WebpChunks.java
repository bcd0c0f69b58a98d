package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.operations.Size;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP (RFC 9649); of each kind the first, which of an animation's frames is the one shown first. */
final class WebpChunks {
    /** Where a chunk's payload lies in the file. */
    record Chunk(int offset, int length) {}

    private final byte[] bytes;
    private final Map<String, Chunk> chunks = new HashMap<>();
    private int frames;

    private WebpChunks(byte[] bytes) {
        this.bytes = bytes;
    }

    static WebpChunks read(byte[] bytes) throws UnusableImageException {
        WebpChunks read = new WebpChunks(bytes);
        long end = 8 + (read.intAt(4) & 0xffffffffL);
        if (end > bytes.length) {
            throw UnusableImageException.truncated(
                    "The WebP says it has " + end + " bytes, but has only " + bytes.length + ".");
        }
        read.walk(12, (int) end);
        read.find("ANMF").ifPresent(frame -> read.walk(frame.offset() + 16, frame.offset() + frame.length()));
        return read;
    }

    private void walk(int from, int end) {
        int at = from;
        while (at + 8 <= end) {
            String type = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
            int length = intAt(at + 4);
            if (length < 0 || length > end - at - 8) {
                return;
            }
            if (type.equals("ANMF")) {
                frames++;
            }
            chunks.putIfAbsent(type, new Chunk(at + 8, length));
            at += 8 + length + (length & 1);
        }
    }

    int frames() {
        return Math.max(1, frames);
    }

    /** What an animation's frames are painted on; as large as the picture where there is no animation. */
    Size canvas() throws UnusableImageException {
        Size picture = size();
        return find("VP8X")
                .filter(chunk -> chunk.length() >= 10 && frames > 0)
                .map(chunk -> new Size(
                        Math.max(picture.width(), threeBytes(chunk.offset() + 4) + 1),
                        Math.max(picture.height(), threeBytes(chunk.offset() + 7) + 1)))
                .orElse(picture);
    }

    private Optional<Chunk> find(String type) {
        return Optional.ofNullable(chunks.get(type));
    }

    Header header() throws UnusableImageException {
        Size size = size();
        return new Header(size.width(), size.height(), false, orientation(), profile());
    }

    private Size size() throws UnusableImageException {
        Optional<Chunk> frame = find("ANMF").filter(chunk -> chunk.length() >= 16);
        if (frame.isPresent()) {
            return new Size(
                    threeBytes(frame.get().offset() + 6) + 1,
                    threeBytes(frame.get().offset() + 9) + 1);
        }
        Chunk picture = firstPicture();
        boolean lossy = picture.equals(chunks.get("VP8 "));
        if (picture.length() < (lossy ? 10 : 5)) {
            throw UnusableImageException.corrupt("The WebP's picture ends in its header.");
        }
        if (lossy) {
            int size = intAt(picture.offset() + 6);
            return new Size(size & 0x3fff, size >>> 16 & 0x3fff);
        }
        int size = intAt(picture.offset() + 1);
        return new Size((size & 0x3fff) + 1, (size >>> 14 & 0x3fff) + 1);
    }

    /** Of a lossy and a lossless one, libwebp decodes what comes first in the file. */
    private Chunk firstPicture() throws UnusableImageException {
        return Stream.of("VP8 ", "VP8L")
                .flatMap(type -> find(type).stream())
                .min(Comparator.comparingInt(Chunk::offset))
                .orElseThrow(() -> UnusableImageException.corrupt("The WebP has no picture in it."));
    }

    private Orientation orientation() {
        return find("EXIF")
                .map(exif -> {
                    // Some writers keep the "Exif\0\0" that JPEG puts in front.
                    int prefix = exif.length() > 6 && bytes[exif.offset()] == 'E' ? 6 : 0;
                    return Orientation.ofExif(bytes, exif.offset() + prefix, exif.length() - prefix);
                })
                .orElse(Orientation.UPRIGHT);
    }

    private @Nullable ImageBytes profile() {
        return find("ICCP")
                .map(icc -> ImageBytes.of(Arrays.copyOfRange(bytes, icc.offset(), icc.offset() + icc.length())))
                .orElse(null);
    }

    /** The file as it is, or the first frame of an animation as a file of its own. */
    Bytes still() {
        return find("ANMF")
                .map(frame -> new Bytes(stillHeader(frame), bytes, frame.offset() + 16))
                .orElseGet(() -> new Bytes(bytes));
    }

    private byte[] stillHeader(Chunk frame) {
        int payload = bytes.length - frame.offset() - 16;
        byte[] header = new byte[30];
        put(header, 0, "RIFF");
        putInt(header, 4, 22 + payload);
        put(header, 8, "WEBPVP8X");
        putInt(header, 16, 10);
        header[20] = 0x10;
        System.arraycopy(bytes, frame.offset() + 6, header, 24, 6);
        return header;
    }

    private static void put(byte[] target, int offset, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, target, offset, ascii.length);
    }

    private static void putInt(byte[] target, int offset, int value) {
        for (int i = 0; i < 4; i++) {
            target[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    private int threeBytes(int offset) {
        return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8 | (bytes[offset + 2] & 0xff) << 16;
    }

    private int intAt(int offset) {
        return threeBytes(offset) | bytes[offset + 3] << 24;
    }
}
