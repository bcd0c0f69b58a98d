package dev.darkroom.imagefunction;

import java.util.Objects;
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

    /** RFC 6838, section 4.2, without parameters. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+!#$&^-]{1,127}/[\\w.+!#$&^-]{1,127}");

    public Rendition {
        Objects.requireNonNull(content, "content");
        if (!MEDIA_TYPE.matcher(contentType).matches()) {
            throw new IllegalArgumentException("Rendition " + name + " has a content type that is none");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Rendition name '" + name + "' must be 1 to 64 lower-case letters, digits and hyphens");
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("Rendition " + name + " measures " + width + "x" + height);
        }
    }
}
