package dev.darkroom.imagecollection.header;

import java.nio.charset.StandardCharsets;

/** A file's first bytes. Offsets are longs, so that sums of lengths read from the file cannot overflow. */
final class Head {
    private final byte[] bytes;

    Head(byte[] bytes) {
        this.bytes = bytes;
    }

    long length() {
        return bytes.length;
    }

    /** Whether the ASCII characters of {@code text} stand at {@code at}. */
    boolean has(long at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (at < 0 || at + wanted.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[(int) at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    int u8(long at) {
        if (at < 0 || at >= bytes.length) {
            throw new HeadEndsException();
        }
        return bytes[(int) at] & 0xFF;
    }

    int u16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24le(long at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    long u64(long at) {
        return u32(at) << 32 | u32(at + 4);
    }
}
