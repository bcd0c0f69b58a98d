package dev.darkroom.vips;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** An operation's arguments besides its images, in the text form libvips reads; enumerations by their nicknames. */
public final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Options() {}

    public static Options none() {
        return new Options();
    }

    public static Options of(String name, Object value) {
        return none().and(name, value);
    }

    /** Sets one more. A number array is written as {@code "1 2 3"}. */
    public Options and(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    void forEach(BiConsumer<String, String> action) {
        values.forEach(action);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
