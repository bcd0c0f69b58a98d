package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the bitmap header in its OS/2 and Windows forms, told by its length. Two letters are little to know a format by,
 * so the length has to be one that exists. Source: Microsoft, Bitmap Header Types.
 */
final class Bmp implements Format {
    private static final long OS2_CORE = 12;
    private static final Set<Long> OTHERS = Set.of(16L, 40L, 52L, 56L, 64L, 108L, 124L);

    @Override
    public Optional<String> contentType(Head head) {
        if (!head.has(0, "BM") || head.length() < 18) {
            return Optional.empty();
        }
        long headerBytes = head.u32le(14);
        return headerBytes == OS2_CORE || OTHERS.contains(headerBytes) ? Optional.of("image/bmp") : Optional.empty();
    }

    @Override
    public Optional<Size> size(Head head) {
        if (head.u32le(14) == OS2_CORE) {
            return Size.of(head.u16le(18), head.u16le(20));
        }
        // A negative height means rows from the top.
        return Size.of(head.u32le(18), Math.abs((long) (int) head.u32le(22)));
    }
}
