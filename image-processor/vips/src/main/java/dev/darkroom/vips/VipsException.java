package dev.darkroom.vips;

/**
 * libvips could not do what it was asked to. The message is libvips' own; its buffer serves the whole process, so lines
 * of operations on other threads may be in it.
 */
public final class VipsException extends Exception {
    private static final long serialVersionUID = 1L;

    public VipsException(String message) {
        super(message);
    }
}
