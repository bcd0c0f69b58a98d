package dev.darkroom.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** GObject's values, which operations take and give images and bytes by. */
@SuppressWarnings("restricted")
final class Values {
    /** sizeof(GValue): the type and two eight-byte fields. */
    private static final long SIZE = 24;

    private static final MemorySegment NO_FUNCTION = MemorySegment.NULL;

    private final Functions vips;
    private final long imageType;
    private final long blobType;
    private final long arrayType;

    Values(Functions vips) {
        this.vips = vips;
        this.imageType = vips.number("vips_image_get_type");
        this.blobType = vips.number("vips_blob_get_type");
        this.arrayType = vips.number("vips_array_image_get_type");
    }

    void setImage(MemorySegment operation, String name, VipsImage image) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = value(arena, imageType);
            vips.run("g_value_set_object", value, image.pointer());
            set(arena, operation, name, value);
        }
    }

    void setImages(MemorySegment operation, String name, List<VipsImage> images) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = value(arena, arrayType);
            vips.run("vips_value_set_array_image", value, images.size());
            MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment array = vips.pointer("vips_value_get_array_image", value, length)
                    .reinterpret(ValueLayout.ADDRESS.byteSize() * images.size());
            for (int i = 0; i < images.size(); i++) {
                // the array gives its references back when the value is unset
                vips.pointer("g_object_ref", images.get(i).pointer());
                array.setAtIndex(ValueLayout.ADDRESS, i, images.get(i).pointer());
            }
            set(arena, operation, name, value);
        }
    }

    void setBytes(MemorySegment operation, String name, MemorySegment bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = value(arena, blobType);
            vips.run("vips_value_set_blob", value, NO_FUNCTION, bytes, bytes.byteSize());
            set(arena, operation, name, value);
        }
    }

    /** A reference of its own to an operation's image, which the caller has to give back. */
    MemorySegment image(MemorySegment operation, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = get(arena, operation, name, imageType);
            MemorySegment image = vips.pointer("g_object_ref", vips.pointer("g_value_get_object", value));
            vips.run("g_value_unset", value);
            return image;
        }
    }

    byte[] bytes(MemorySegment operation, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = get(arena, operation, name, blobType);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            byte[] bytes = vips.pointer("vips_value_get_blob", value, length)
                    .reinterpret(length.get(ValueLayout.JAVA_LONG, 0))
                    .toArray(ValueLayout.JAVA_BYTE);
            vips.run("g_value_unset", value);
            return bytes;
        }
    }

    private MemorySegment value(Arena arena, long type) {
        MemorySegment value = arena.allocate(SIZE, 8);
        vips.pointer("g_value_init", value, type);
        return value;
    }

    private void set(Arena arena, MemorySegment operation, String name, MemorySegment value) {
        vips.run("g_object_set_property", operation, arena.allocateFrom(name), value);
        vips.run("g_value_unset", value);
    }

    private MemorySegment get(Arena arena, MemorySegment operation, String name, long type) {
        MemorySegment value = value(arena, type);
        vips.run("g_object_get_property", operation, arena.allocateFrom(name), value);
        return value;
    }
}
