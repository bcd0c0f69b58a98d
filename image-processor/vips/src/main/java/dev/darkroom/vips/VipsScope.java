package dev.darkroom.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work: everything made within it is given back when it is closed. Used by one thread, but for
 * {@link #kill}.
 */
public final class VipsScope implements AutoCloseable {
    /** VipsBandFormat */
    private static final int UCHAR = 0;

    private final Vips vips;
    private final Functions functions;
    private final Arena memory = Arena.ofShared();
    private final List<VipsImage> images = new ArrayList<>();
    private boolean killed;
    private boolean closed;

    VipsScope(Vips vips, Functions functions) {
        this.vips = vips;
        this.functions = functions;
    }

    /** A copy of the bytes outside the heap, to load from as often as needed. */
    public MemorySegment bytes(byte[] bytes) {
        return memory.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    /**
     * Loads an image from a file in memory.
     *
     * @param loader such as jpegload_buffer
     */
    public VipsImage load(String loader, MemorySegment bytes, Options options) throws VipsException {
        return call(loader, options, operation -> vips.values().setBytes(operation, "buffer", bytes), this::out);
    }

    /**
     * An image of eight bits a sample from pixels in memory, which are copied.
     *
     * @param samples lines from the top, pixels from the left, bands interleaved
     */
    public VipsImage raw(byte[] samples, int width, int height, int bands) throws VipsException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, samples);
            MemorySegment image = functions.pointer(
                    "vips_image_new_from_memory_copy", copy, copy.byteSize(), width, height, bands, UCHAR);
            if (image.address() == 0) {
                throw vips.error();
            }
            return apply("copy", track(image), Options.of("interpretation", bands < 3 ? "b-w" : "srgb"));
        }
    }

    /** An operation that makes one image of another one. */
    public VipsImage apply(String operation, VipsImage in, Options options) throws VipsException {
        return call(operation, options, it -> vips.values().setImage(it, "in", in), this::out);
    }

    /** smartcrop and the like call what they take something else than {@code in}. */
    public VipsImage apply(String operation, String argument, VipsImage in, Options options) throws VipsException {
        return call(operation, options, it -> vips.values().setImage(it, argument, in), this::out);
    }

    /** An operation that makes one image of two. */
    public VipsImage combine(
            String operation, String firstName, VipsImage first, String secondName, VipsImage second, Options options)
            throws VipsException {
        return call(
                operation,
                options,
                it -> {
                    vips.values().setImage(it, firstName, first);
                    vips.values().setImage(it, secondName, second);
                },
                this::out);
    }

    /** An operation that makes one image of many. */
    public VipsImage join(String operation, List<VipsImage> in, Options options) throws VipsException {
        return call(operation, options, it -> vips.values().setImages(it, "in", in), this::out);
    }

    /**
     * Writes an image as a file.
     *
     * @param saver such as jpegsave_buffer
     */
    public byte[] save(String saver, VipsImage in, Options options) throws VipsException {
        return call(
                saver,
                options,
                it -> vips.values().setImage(it, "in", in),
                it -> vips.values().bytes(it, "buffer"));
    }

    /** The same image with a header of its own, which may be changed. */
    public VipsImage copy(VipsImage image) throws VipsException {
        return apply("copy", image, Options.none());
    }

    /** Makes the image's pixels, once, and holds them: the pixels before are not needed any more. */
    public VipsImage inMemory(VipsImage image) throws VipsException {
        MemorySegment copy = functions.pointer("vips_image_copy_memory", image.pointer());
        if (copy.address() == 0) {
            throw vips.error();
        }
        return track(copy);
    }

    /** Has whatever runs in this scope fail soon; may be called by another thread, at any time. */
    public synchronized void kill() {
        killed = true;
        if (!closed) {
            images.forEach(image -> functions.run("vips_image_set_kill", image.pointer(), 1));
        }
    }

    private VipsImage out(MemorySegment operation) {
        return track(vips.values().image(operation, "out"));
    }

    private synchronized VipsImage track(MemorySegment pointer) {
        VipsImage image = new VipsImage(functions, pointer);
        images.add(image);
        if (killed) {
            functions.run("vips_image_set_kill", pointer, 1);
        }
        return image;
    }

    private <T> T call(String name, Options options, In in, Out<T> out) throws VipsException {
        MemorySegment operation = vips.operation(name);
        try {
            in.set(operation);
            vips.set(operation, options);
            operation = vips.build(operation);
            return out.of(operation);
        } finally {
            functions.run("vips_object_unref_outputs", operation);
            functions.run("g_object_unref", operation);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (VipsImage image : images.reversed()) {
            functions.run("g_object_unref", image.pointer());
        }
        images.clear();
        memory.close();
    }

    private interface In {
        void set(MemorySegment operation);
    }

    private interface Out<T> {
        T of(MemorySegment operation);
    }
}
