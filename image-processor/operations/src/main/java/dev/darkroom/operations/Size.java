package dev.darkroom.operations;

/** Width and height in pixels, each at least 1. */
public record Size(int width, int height) {
    public long pixels() {
        return (long) width * height;
    }

    /** The size of what is turned by a quarter. */
    public Size turned() {
        return new Size(/* width= */ height, /* height= */ width);
    }

    /** The size of what is turned by a quarter, if it is. */
    public Size turnedIf(boolean lying) {
        return lying ? turned() : this;
    }

    /** This size scaled, each side rounded to the nearest pixel and never below one. */
    Size scaled(double scale) {
        return new Size(scaled(width, scale), scaled(height, scale));
    }

    private static int scaled(int side, double scale) {
        return (int) Math.clamp(Math.round(side * scale), 1L, Integer.MAX_VALUE);
    }
}
