package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;
import java.util.Set;

/**
 * AVIF and HEIC: the largest spatial extent (ispe) among the item properties, since tiles and thumbnails have smaller
 * ones beside the image's. Source: ISO/IEC 23008-12, 6.5.3; boxes: ISO/IEC 14496-12, 4.2.
 */
final class Heif implements Format {
    private static final Set<String> AVIF = Set.of("avif", "avis");
    private static final Set<String> HEIC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

    private record Box(long from, long to) {}

    @Override
    public Optional<String> contentType(Head head) {
        if (!head.has(4, "ftyp")) {
            return Optional.empty();
        }
        // Brands: the major one at 8, its version at 12, the compatible ones from 16.
        if (hasBrand(head, AVIF)) {
            return Optional.of("image/avif");
        }
        return hasBrand(head, HEIC) ? Optional.of("image/heic") : Optional.empty();
    }

    private static boolean hasBrand(Head head, Set<String> brands) {
        if (head.length() < 12) {
            return false;
        }
        long end = Math.min(head.u32(0), Math.min(head.length(), 256));
        for (long at = 8; at + 4 <= end; at += 4) {
            for (String brand : brands) {
                if (at != 12 && head.has(at, brand)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Optional<Size> size(Head head) {
        Box meta = find(head, new Box(0, Long.MAX_VALUE), "meta");
        Box properties = find(head, new Box(meta.from + 4, meta.to), "iprp");
        Box container = find(head, properties, "ipco");
        Optional<Size> largest = Optional.empty();
        long at = container.from;
        while (at + 8 <= container.to) {
            if (head.has(at + 4, "ispe")) {
                Optional<Size> size = Size.of(head.u32(at + 12), head.u32(at + 16));
                if (area(size) > area(largest)) {
                    largest = size;
                }
            }
            at = box(head, at, container.to).to;
        }
        return largest;
    }

    private static Box find(Head head, Box within, String type) {
        long at = within.from;
        while (at + 8 <= within.to) {
            Box box = box(head, at, within.to);
            if (head.has(at + 4, type)) {
                return box;
            }
            at = box.to;
        }
        throw new HeadEndsException();
    }

    /** The contents of the box at {@code at}; always ends beyond it, so that a walk comes to an end. */
    private static Box box(Head head, long at, long end) {
        long bytes = head.u32(at);
        long from = at + 8;
        if (bytes == 1) {
            bytes = head.u64(from);
            from += 8;
        } else if (bytes == 0) {
            bytes = end - at;
        }
        if (bytes < from - at || bytes > end - at) {
            throw new HeadEndsException();
        }
        return new Box(from, at + bytes);
    }

    private static long area(Optional<Size> size) {
        return size.map(known -> (long) known.width() * known.height()).orElse(0L);
    }
}
