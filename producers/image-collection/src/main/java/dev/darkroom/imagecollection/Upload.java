package dev.darkroom.imagecollection;

import java.util.Optional;

/**
 * What a client says of the image it sends.
 *
 * @param customerId whose image it is
 * @param sourceName the client's own name for it
 * @param function the image function asked for
 * @param declaredContentType the media type it claims; what the bytes say counts
 */
record Upload(
        String customerId,
        Optional<String> sourceName,
        Optional<String> function,
        Optional<String> declaredContentType) {}
