package dev.darkroom.imagefunction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What intake read from an image's header, and whose it is. It comes from outside: check it before relying on it.
 *
 * @param contentType media type told from the first bytes, e.g. image/jpeg
 * @param sizeBytes size of the raw image
 * @param width stored width in pixels, before any EXIF rotation
 * @param height stored height in pixels, before any EXIF rotation
 * @param customerId whose image it is
 * @param sourceName what the customer calls it, or null
 */
public record ImageFacts(
        String contentType,
        long sizeBytes,
        int width,
        int height,
        String customerId,
        @Nullable String sourceName) {
    public ImageFacts {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(customerId, "customerId");
    }
}
