package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;

/** Reads the IHDR chunk, which is always the first. Source: W3C Portable Network Graphics, 11.2.1. */
final class Png implements Format {
    @Override
    public Optional<String> contentType(Head head) {
        return head.has(0, "\u0089PNG\r\n\u001A\n") ? Optional.of("image/png") : Optional.empty();
    }

    @Override
    public Optional<Size> size(Head head) {
        return head.has(12, "IHDR") ? Size.of(head.u32(16), head.u32(20)) : Optional.empty();
    }
}
