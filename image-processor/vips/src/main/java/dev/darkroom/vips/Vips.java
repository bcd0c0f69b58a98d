package dev.darkroom.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * libvips, loaded and set up to serve strangers' files: one thread for each call, no cache of operations, and only the
 * loaders that are named. Safe for use by many threads. A process can have it once.
 */
@SuppressWarnings("restricted")
public final class Vips {
    /** glibc's malloc.h */
    private static final int M_ARENA_MAX = -8;

    private final Functions functions;
    private final Values values;

    private Vips(Functions functions) {
        this.functions = functions;
        this.values = new Values(functions);
    }

    /**
     * Loads and starts it.
     *
     * @param library the shared library with libvips' C functions
     * @param loaders the classes of loaders to allow, such as VipsForeignLoadJpeg; all others are blocked
     * @throws IllegalArgumentException when the file cannot be loaded
     * @throws UnsatisfiedLinkError when it is not libvips
     * @throws IllegalStateException when libvips does not start
     */
    public static Vips load(Path library, List<String> loaders) {
        setUpProcess();
        Functions functions = new Functions(SymbolLookup.libraryLookup(library, Arena.global()));
        try (Arena arena = Arena.ofConfined()) {
            if (functions.integer("vips_init", arena.allocateFrom("darkroom")) != 0) {
                throw new IllegalStateException("libvips does not start: " + errors(functions));
            }
            functions.run("vips_concurrency_set", 1);
            functions.run("vips_cache_set_max", 0);
            functions.run("vips_operation_block_set", arena.allocateFrom("VipsForeignLoad"), 1);
            for (String loader : loaders) {
                functions.run("vips_operation_block_set", arena.allocateFrom(loader), 0);
            }
        }
        return new Vips(functions);
    }

    /**
     * Memory that many threads take and give back in turns would stay with glibc's many arenas, so there are two. And
     * what libvips warns of goes with its errors, not to the standard error output.
     */
    private static void setUpProcess() {
        Linker linker = Linker.nativeLinker();
        var setEnvironment = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int ignored =
                    (int) setEnvironment.invokeExact(arena.allocateFrom("VIPS_WARNING"), arena.allocateFrom("0"), 1);
            MemorySegment mallopt = linker.defaultLookup().find("mallopt").orElse(MemorySegment.NULL);
            if (mallopt.address() != 0) {
                ignored = (int) linker.downcallHandle(
                                mallopt,
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                        .invokeExact(M_ARENA_MAX, 2);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("The process cannot be set up for libvips", e);
        }
    }

    /** major.minor.micro */
    public String version() {
        return functions.integer("vips_version", 0) + "." + functions.integer("vips_version", 1) + "."
                + functions.integer("vips_version", 2);
    }

    public VipsScope scope() {
        return new VipsScope(this, functions);
    }

    /** To be called by a thread that has used libvips before it ends. */
    public void endThread() {
        functions.run("vips_thread_shutdown");
    }

    /** Bytes that libvips holds for pixels, in the whole process. */
    public long heldBytes() {
        return functions.number("vips_tracked_get_mem");
    }

    Values values() {
        return values;
    }

    MemorySegment operation(String name) throws VipsException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment operation = functions.pointer("vips_operation_new", arena.allocateFrom(name));
            if (operation.address() == 0) {
                throw error();
            }
            return operation;
        }
    }

    void set(MemorySegment operation, Options options) {
        try (Arena arena = Arena.ofConfined()) {
            options.forEach((name, value) -> {
                if (functions.integer(
                                "vips_object_set_argument_from_string",
                                operation,
                                arena.allocateFrom(name),
                                arena.allocateFrom(value))
                        != 0) {
                    throw new IllegalArgumentException(
                            "libvips takes no " + name + " '" + value + "': " + errors(functions));
                }
            });
        }
    }

    /** Builds it; the operation that comes back takes the place of the one given, whose reference is kept. */
    MemorySegment build(MemorySegment operation) throws VipsException {
        MemorySegment built = functions.pointer("vips_cache_operation_build", operation);
        if (built.address() == 0) {
            throw error();
        }
        functions.run("g_object_unref", operation);
        return built;
    }

    VipsException error() {
        return new VipsException(errors(functions));
    }

    private static String errors(Functions functions) {
        MemorySegment copy = functions.pointer("vips_error_buffer_copy");
        try {
            return copy.reinterpret(Long.MAX_VALUE).getString(0).strip();
        } finally {
            functions.run("g_free", copy);
        }
    }
}
