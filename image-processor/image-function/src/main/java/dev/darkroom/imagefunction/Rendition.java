package dev.darkroom.imagefunction;

import java.util.regex.Pattern;

/**
 * One image made from the source.
 *
 * @param name its name within the image, e.g. thumbnail: 1 to 64 lower-case letters, digits and hyphens, as it becomes
 *     part of an object's key
 * @param contentType its media type, e.g. image/jpeg
 * @param width in pixels, upright
 * @param height in pixels, upright
 */
public record Rendition(String name, ImageBytes content, String contentType, int width, int height) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public Rendition {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Rendition name '" + name + "' must be 1 to 64 lower-case letters, digits and hyphens");
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("Rendition " + name + " measures " + width + "x" + height);
        }
    }
}
