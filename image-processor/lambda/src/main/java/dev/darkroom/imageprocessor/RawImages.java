package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import java.util.Optional;

/** Where raw images lie. */
interface RawImages {
    /**
     * The object's bytes, or nothing when there is no such object.
     *
     * @throws RuntimeException when the store cannot answer now
     */
    Optional<ImageBytes> fetch(String bucket, String key);
}
