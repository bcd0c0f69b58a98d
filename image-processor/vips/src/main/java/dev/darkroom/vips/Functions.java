package dev.darkroom.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The C functions of one loaded library, each linked when it is first called. All of them have fixed arguments. */
@SuppressWarnings("restricted")
final class Functions {
    private final SymbolLookup library;
    private final Map<String, MethodHandle> linked = new ConcurrentHashMap<>();

    Functions(SymbolLookup library) {
        this.library = library;
    }

    MemorySegment pointer(String name, Object... arguments) {
        return (MemorySegment) call(name, ADDRESS, arguments);
    }

    long number(String name, Object... arguments) {
        return (long) call(name, JAVA_LONG, arguments);
    }

    int integer(String name, Object... arguments) {
        return (int) call(name, JAVA_INT, arguments);
    }

    void run(String name, Object... arguments) {
        call(name, null, arguments);
    }

    private Object call(String name, @Nullable MemoryLayout result, Object... arguments) {
        MethodHandle handle = linked.computeIfAbsent(name, symbol -> link(symbol, result, arguments));
        try {
            return handle.invokeExact(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("The call of " + name + " went wrong on Java's side", e);
        }
    }

    private MethodHandle link(String name, @Nullable MemoryLayout result, Object... arguments) {
        MemorySegment symbol =
                library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("The libvips library has no " + name));
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = layout(arguments[i]);
        }
        FunctionDescriptor descriptor =
                result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts);
        MethodHandle handle = Linker.nativeLinker().downcallHandle(symbol, descriptor);
        return handle.asSpreader(Object[].class, arguments.length)
                .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case MemorySegment segment -> ADDRESS;
            case Long number -> JAVA_LONG;
            case Integer number -> JAVA_INT;
            default -> throw new IllegalArgumentException("No C argument: " + argument.getClass());
        };
    }
}
