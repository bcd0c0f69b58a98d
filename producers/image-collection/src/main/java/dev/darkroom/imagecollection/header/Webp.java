package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;

/** Reads the first chunk: lossy, lossless or extended. Sources: RFC 9649 (container, lossless), RFC 6386 (lossy). */
final class Webp implements Format {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_DATA = 20;

    @Override
    public Optional<String> contentType(Head head) {
        return head.has(0, "RIFF") && head.has(8, "WEBP") ? Optional.of("image/webp") : Optional.empty();
    }

    @Override
    public Optional<Size> size(Head head) {
        if (head.has(FIRST_CHUNK, "VP8X")) {
            return Size.of(1 + head.u24le(CHUNK_DATA + 4), 1 + head.u24le(CHUNK_DATA + 7));
        }
        if (head.has(FIRST_CHUNK, "VP8L") && head.u8(CHUNK_DATA) == 0x2F) {
            long sizes = head.u32le(CHUNK_DATA + 1);
            return Size.of(1 + (sizes & 0x3FFF), 1 + (sizes >> 14 & 0x3FFF));
        }
        if (head.has(FIRST_CHUNK, "VP8 ") && head.has(CHUNK_DATA + 3, "\u009D\u0001*")) {
            return Size.of(head.u16le(CHUNK_DATA + 6) & 0x3FFF, head.u16le(CHUNK_DATA + 8) & 0x3FFF);
        }
        return Optional.empty();
    }
}
