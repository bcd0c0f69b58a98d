package dev.darkroom.imagecollection.header;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.util.Optional;

/** One image format's way of saying what it is and how large. */
interface Format {
    /** The media type when the bytes are of this format. */
    Optional<String> contentType(Head head);

    /**
     * The stored size where the format tells it.
     *
     * @throws HeadEndsException when it lies beyond the bytes at hand
     */
    Optional<Size> size(Head head);
}
