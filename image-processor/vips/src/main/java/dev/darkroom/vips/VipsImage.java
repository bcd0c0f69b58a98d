package dev.darkroom.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image as libvips has it: mostly a recipe, whose pixels are made when they are needed. Lives as long as its scope. */
@SuppressWarnings("restricted")
public final class VipsImage {
    private final Functions vips;
    private final MemorySegment pointer;

    VipsImage(Functions vips, MemorySegment pointer) {
        this.vips = vips;
        this.pointer = pointer;
    }

    MemorySegment pointer() {
        return pointer;
    }

    public int width() {
        return vips.integer("vips_image_get_width", pointer);
    }

    /** Of an animation, the height of all its frames, which lie one below the other. */
    public int height() {
        return vips.integer("vips_image_get_height", pointer);
    }

    public int pageHeight() {
        return vips.integer("vips_image_get_page_height", pointer);
    }

    public int bands() {
        return vips.integer("vips_image_get_bands", pointer);
    }

    public boolean hasAlpha() {
        return vips.integer("vips_image_hasalpha", pointer) != 0;
    }

    /** VipsInterpretation: 1 b-w, 15 cmyk, 22 srgb, 25 rgb16, 26 grey16, … */
    public int interpretation() {
        return vips.integer("vips_image_get_interpretation", pointer);
    }

    /** VipsBandFormat: 0 uchar, 2 ushort, 6 float, … */
    public int format() {
        return vips.integer("vips_image_get_format", pointer);
    }

    public boolean has(String field) {
        try (Arena arena = Arena.ofConfined()) {
            return vips.number("vips_image_get_typeof", pointer, arena.allocateFrom(field)) != 0;
        }
    }

    public Optional<Integer> number(String field) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            return has(field) && vips.integer("vips_image_get_int", pointer, arena.allocateFrom(field), value) == 0
                    ? Optional.of(value.get(ValueLayout.JAVA_INT, 0))
                    : Optional.empty();
        }
    }

    /** The bytes of a field such as icc-profile-data, copied. */
    public Optional<byte[]> blob(String field) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(ValueLayout.ADDRESS);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            if (!has(field)
                    || vips.integer("vips_image_get_blob", pointer, arena.allocateFrom(field), data, length) != 0) {
                return Optional.empty();
            }
            return Optional.of(data.get(ValueLayout.ADDRESS, 0)
                    .reinterpret(length.get(ValueLayout.JAVA_LONG, 0))
                    .toArray(ValueLayout.JAVA_BYTE));
        }
    }

    public Optional<String> text(String field) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
            if (!has(field)
                    || vips.integer("vips_image_get_as_string", pointer, arena.allocateFrom(field), text) != 0) {
                return Optional.empty();
            }
            MemorySegment copy = text.get(ValueLayout.ADDRESS, 0);
            try {
                return Optional.of(copy.reinterpret(Long.MAX_VALUE).getString(0));
            } finally {
                vips.run("g_free", copy);
            }
        }
    }

    /** The names of all header fields and metadata. */
    public List<String> fields() {
        MemorySegment names = vips.pointer("vips_image_get_fields", pointer).reinterpret(Long.MAX_VALUE);
        List<String> fields = new ArrayList<>();
        for (long i = 0; ; i++) {
            MemorySegment name = names.getAtIndex(ValueLayout.ADDRESS, i);
            if (name.address() == 0) {
                break;
            }
            fields.add(name.reinterpret(Long.MAX_VALUE).getString(0));
        }
        vips.run("g_strfreev", names);
        return fields;
    }

    /** Only for an image that nothing else uses yet, such as a fresh {@link VipsScope#copy}. */
    public void set(String field, int value) {
        try (Arena arena = Arena.ofConfined()) {
            vips.run("vips_image_set_int", pointer, arena.allocateFrom(field), value);
        }
    }

    /** Only for an image that nothing else uses yet, such as a fresh {@link VipsScope#copy}. */
    public void remove(String field) {
        try (Arena arena = Arena.ofConfined()) {
            vips.integer("vips_image_remove", pointer, arena.allocateFrom(field));
        }
    }

    @Override
    public String toString() {
        return width() + "x" + height() + ", " + bands() + " bands";
    }
}
