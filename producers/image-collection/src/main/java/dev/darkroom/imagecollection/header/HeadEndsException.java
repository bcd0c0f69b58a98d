package dev.darkroom.imagecollection.header;

/** What is looked for lies beyond the bytes at hand. */
final class HeadEndsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeadEndsException() {
        super("The bytes at hand end before this", null, false, false);
    }
}
