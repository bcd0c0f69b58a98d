package dev.darkroom.topology.admission;

import java.util.List;

/** The media types that the image functions can read. */
public final class SupportedTypes {
    static final List<String> ALL = List.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private SupportedTypes() {}

    public static boolean include(String contentType) {
        return ALL.contains(contentType);
    }

    static String listed() {
        return String.join(", ", ALL);
    }
}
