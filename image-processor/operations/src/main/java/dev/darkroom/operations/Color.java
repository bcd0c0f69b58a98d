package dev.darkroom.operations;

/** A colour in sRGB, each part 0 to 255. */
public record Color(int red, int green, int blue) {
    public static final Color WHITE = new Color(255, 255, 255);

    /** The colour that {@code 0xrrggbb} says. */
    static Color of(int rgb) {
        return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }
}
