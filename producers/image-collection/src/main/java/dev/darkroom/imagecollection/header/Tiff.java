package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;

/**
 * Reads ImageWidth and ImageLength of the first directory, which may lie anywhere in the file, so often beyond its head.
 * Source: TIFF 6.0, section 2.
 */
final class Tiff implements Format {
    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int SHORT = 3;

    @Override
    public Optional<String> contentType(Head head) {
        boolean tiff = head.has(0, "II*\0") || head.has(0, "MM\0*");
        boolean bigTiff = head.has(0, "II+\0") || head.has(0, "MM\0+");
        return tiff || bigTiff ? Optional.of("image/tiff") : Optional.empty();
    }

    @Override
    public Optional<Size> size(Head head) {
        boolean bigEndian = head.u8(0) == 'M';
        if (u16(head, 2, bigEndian) != 42) {
            return Optional.empty(); // BigTIFF
        }
        long directory = u32(head, 4, bigEndian);
        int entries = u16(head, directory, bigEndian);
        long width = 0;
        long height = 0;
        for (int i = 0; i < entries && (width == 0 || height == 0); i++) {
            long entry = directory + 2 + 12L * i;
            switch (u16(head, entry, bigEndian)) {
                case IMAGE_WIDTH -> width = number(head, entry, bigEndian);
                case IMAGE_LENGTH -> height = number(head, entry, bigEndian);
                default -> {}
            }
        }
        return Size.of(width, height);
    }

    private static long number(Head head, long entry, boolean bigEndian) {
        return u16(head, entry + 2, bigEndian) == SHORT
                ? u16(head, entry + 8, bigEndian)
                : u32(head, entry + 8, bigEndian);
    }

    private static int u16(Head head, long at, boolean bigEndian) {
        return bigEndian ? head.u16(at) : head.u16le(at);
    }

    private static long u32(Head head, long at, boolean bigEndian) {
        return bigEndian ? head.u32(at) : head.u32le(at);
    }
}
