package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;

/** What became of fetching a raw image. */
sealed interface Fetched {
    /** All of it, of the size expected. */
    record Whole(ImageBytes bytes) implements Fetched {}

    /** An object of another size lies there; it was not read. */
    record OfAnotherSize(long sizeBytes) implements Fetched {}

    /** There is no such object. */
    record Missing() implements Fetched {}
}
