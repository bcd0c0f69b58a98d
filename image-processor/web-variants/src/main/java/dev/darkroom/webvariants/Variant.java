package dev.darkroom.webvariants;

/**
 * A rendition to make.
 *
 * @param longestSide in pixels; an image that is smaller keeps its size
 */
record Variant(String name, int longestSide) {
    Size sizeOf(int width, int height) {
        int longest = Math.max(width, height);
        if (longest <= longestSide) {
            return new Size(width, height);
        }
        return new Size(scaled(width, longest), scaled(height, longest));
    }

    private int scaled(int side, int longest) {
        return Math.max(1, (int) Math.round((double) side * longestSide / longest));
    }
}
