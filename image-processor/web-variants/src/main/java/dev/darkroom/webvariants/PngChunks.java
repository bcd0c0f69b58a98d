package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG (W3C PNG, third edition), each checked against its checksum. */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    private final byte[] bytes;
    private int header = -1;
    private int pictureData = -1;
    private int transparency = -1;
    private int transparencyLength;
    private Orientation orientation = Orientation.UPRIGHT;
    private @Nullable ImageBytes profile;

    private PngChunks(byte[] bytes) {
        this.bytes = bytes;
    }

    static PngChunks read(byte[] bytes) throws UnusableImageException {
        PngChunks chunks = new PngChunks(bytes);
        chunks.walk();
        return chunks;
    }

    private void walk() throws UnusableImageException {
        int at = SIGNATURE;
        String type = "";
        while (!type.equals("IEND")) {
            if (at + 12 > bytes.length) {
                throw UnusableImageException.truncated("The PNG ends before its end chunk.");
            }
            int length = intAt(at);
            type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length < 0 || !isType(type)) {
                throw UnusableImageException.corrupt("The PNG has no chunk at byte " + at + ", where one must be.");
            }
            if (length > bytes.length - at - 12) {
                throw UnusableImageException.truncated("The PNG ends in its " + type + " chunk.");
            }
            chunk(type, at + 8, length);
            at += 12 + length;
        }
        if (header != SIGNATURE + 8 || pictureData < 0) {
            throw UnusableImageException.corrupt("The PNG lacks its header or its picture data.");
        }
    }

    private static boolean isType(String type) {
        return type.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }

    private void chunk(String type, int at, int length) throws UnusableImageException {
        boolean critical = Character.isUpperCase(type.charAt(0));
        if (!checksumHolds(at, length)) {
            if (critical || type.equals("tRNS")) {
                throw UnusableImageException.corrupt("The PNG's " + type + " chunk does not match its checksum.");
            }
            return;
        }
        switch (type) {
            case "IHDR" -> header = length == 13 && header < 0 ? at : header;
            case "IDAT" -> pictureData = at;
            case "tRNS" -> {
                transparency = at;
                transparencyLength = length;
            }
            case "eXIf" -> orientation = Orientation.ofExif(bytes, at, length);
            case "iCCP" -> profile = inflate(at, length);
            default -> {}
        }
    }

    private boolean checksumHolds(int at, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, at - 4, length + 4);
        return (int) checksum.getValue() == intAt(at + length);
    }

    /** A profile that does not inflate is as good as none: the picture can still be shown. */
    private @Nullable ImageBytes inflate(int at, int length) {
        int name = at;
        while (name < at + length && bytes[name] != 0) {
            name++;
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(bytes, Math.min(name + 2, at + length), Math.max(0, at + length - name - 2));
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            for (int count = inflater.inflate(part);
                    count > 0 && whole.size() < MOST_PROFILE_BYTES;
                    count = inflater.inflate(part)) {
                whole.write(part, 0, count);
            }
            return inflater.finished() ? ImageBytes.of(whole.toByteArray()) : null;
        } catch (DataFormatException e) {
            return null;
        }
    }

    private int intAt(int offset) {
        return (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
    }

    Header header() {
        return new Header(intAt(header), intAt(header + 4), interlaced(), orientation, profile);
    }

    int bitDepth() {
        return bytes[header + 8];
    }

    /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
    int colorType() {
        return bytes[header + 9];
    }

    boolean interlaced() {
        return bytes[header + 12] != 0;
    }

    /** Whether one colour of a grey or RGB picture is named as transparent. */
    boolean hasTransparentColor() {
        return transparency >= 0 && transparencyLength >= (colorType() == 2 ? 6 : 2) && colorType() % 2 == 0;
    }
}
