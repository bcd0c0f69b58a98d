package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;

/** A file that was written. */
record Written(ImageBytes content, String contentType) {
    static Written of(byte[] bytes, String contentType) {
        return new Written(ImageBytes.of(bytes), contentType);
    }
}
