package dev.darkroom.operations;

import java.util.OptionalInt;

/**
 * How a variant is written.
 *
 * @param quality 1 to 100 for JPEG, WebP and AVIF; without effect on PNG and GIF
 * @param maxBytes the size to stay within by lowering the quality where needed; JPEG, WebP and AVIF only
 * @param effort 0 (fast) to 9 (small), for WebP, AVIF, GIF and PNG
 * @param animated whether all frames of an animation are kept, else its first; WebP and GIF only
 */
public record Format(Type type, int quality, OptionalInt maxBytes, OptionalInt effort, boolean animated) {
    /** What the default variants are written as. */
    public static final Format DEFAULT = new Format(Type.AUTO, 80, OptionalInt.empty(), OptionalInt.empty(), false);

    /** File formats. */
    public enum Type {
        /** PNG for an image with transparent pixels, else JPEG. */
        AUTO,
        JPEG,
        PNG,
        WEBP,
        AVIF,
        GIF;

        public boolean hasQuality() {
            return this == AUTO || this == JPEG || this == WEBP || this == AVIF;
        }

        public boolean hasFrames() {
            return this == WEBP || this == GIF;
        }
    }
}
