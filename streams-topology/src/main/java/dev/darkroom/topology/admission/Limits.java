package dev.darkroom.topology.admission;

/**
 * The largest raw image the platform takes on.
 *
 * @param bytes largest size of the raw image, inclusive
 * @param pixels largest width × height of the raw image, inclusive
 */
public record Limits(long bytes, long pixels) {
    public static final Limits DEFAULT = new Limits(100L * 1024 * 1024, 100_000_000);

    public Limits {
        if (bytes < 1) {
            throw new IllegalArgumentException("The largest image must be at least 1 byte, not " + bytes);
        }
        if (pixels < 1) {
            throw new IllegalArgumentException("The largest image must be at least 1 pixel, not " + pixels);
        }
    }
}
