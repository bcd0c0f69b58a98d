package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;

/** Where renditions are put. */
interface VariantStore {
    /** The bucket they are put into. */
    String bucket();

    /**
     * Stores an object, in place of any that has the key.
     *
     * @throws RuntimeException when it may not have been stored
     */
    void put(String key, ImageBytes content, String contentType);
}
