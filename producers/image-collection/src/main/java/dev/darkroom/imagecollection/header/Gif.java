package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;

/**
 * Reads the logical screen's size. A frame may be larger than its screen: who decodes has to check the frames. Source:
 * GIF89a specification, 18.
 */
final class Gif implements Format {
    @Override
    public Optional<String> contentType(Head head) {
        return head.has(0, "GIF87a") || head.has(0, "GIF89a") ? Optional.of("image/gif") : Optional.empty();
    }

    @Override
    public Optional<Size> size(Head head) {
        return Size.of(head.u16le(6), head.u16le(8));
    }
}
