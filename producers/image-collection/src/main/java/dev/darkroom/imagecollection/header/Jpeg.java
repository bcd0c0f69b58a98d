package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;

/** Walks the marker segments to the frame header. Source: ITU-T T.81, annex B. */
final class Jpeg implements Format {
    @Override
    public Optional<String> contentType(Head head) {
        return head.has(0, "\u00FF\u00D8\u00FF") ? Optional.of("image/jpeg") : Optional.empty();
    }

    @Override
    public Optional<Size> size(Head head) {
        long at = 2;
        while (true) {
            // Decoders skip stray bytes before a marker and fill bytes within it; so does this.
            while (head.u8(at) != 0xFF) {
                at++;
            }
            while (head.u8(at) == 0xFF) {
                at++;
            }
            int marker = head.u8(at++);
            if (isFrameHeader(marker)) {
                return Size.of(head.u16(at + 5), head.u16(at + 3));
            }
            if (marker == 0xDA || marker == 0xD9) {
                return Optional.empty();
            }
            if (!standsAlone(marker)) {
                at += Math.max(2, head.u16(at));
            }
        }
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean standsAlone(int marker) {
        return marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }
}
