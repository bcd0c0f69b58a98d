package dev.darkroom.imagecollection.header;

import java.util.List;
import java.util.Optional;

/**
 * What an image's first bytes tell.
 *
 * @param contentType media type; {@link #UNKNOWN_TYPE} when they are of no image known here
 * @param size stored size before any rotation, where the bytes at hand tell it
 */
public record ImageHeader(String contentType, Optional<Size> size) {
    public static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final List<Format> FORMATS =
            List.of(new Jpeg(), new Png(), new Gif(), new Webp(), new Tiff(), new Heif(), new Bmp());

    /** Width and height in pixels, both at least 1. */
    public record Size(int width, int height) {
        static Optional<Size> of(long width, long height) {
            return width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE
                    ? Optional.of(new Size((int) width, (int) height))
                    : Optional.empty();
        }
    }

    /** Reads the header out of a file's beginning; never fails, whatever the bytes are. */
    public static ImageHeader of(byte[] beginning) {
        Head head = new Head(beginning);
        for (Format format : FORMATS) {
            Optional<String> contentType = format.contentType(head);
            if (contentType.isPresent()) {
                return new ImageHeader(contentType.get(), size(format, head));
            }
        }
        return new ImageHeader(UNKNOWN_TYPE, Optional.empty());
    }

    private static Optional<Size> size(Format format, Head head) {
        try {
            return format.size(head);
        } catch (HeadEndsException e) {
            return Optional.empty();
        }
    }
}
