package dev.darkroom.imageprocessor;

/** Where raw images lie. */
interface RawImages {
    /**
     * Reads the object, if it is of the size expected, and takes no more heap than that.
     *
     * @throws RuntimeException when the store cannot answer now
     */
    Fetched fetch(String bucket, String key, long sizeBytes);
}
