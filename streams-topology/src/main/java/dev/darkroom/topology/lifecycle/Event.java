package dev.darkroom.topology.lifecycle;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as it travels and as it reads, so that what is only carried along is neither decoded nor encoded again. Two
 * are equal when their bytes are. Not for use by several threads.
 *
 * @param <T> the record it reads as
 */
public final class Event<T> {
    private final byte[] bytes;
    private final Function<byte[], T> decoder;
    private @Nullable T record;

    private Event(byte[] bytes, @Nullable T record, Function<byte[], T> decoder) {
        this.bytes = bytes;
        this.record = record;
        this.decoder = decoder;
    }

    /** An event that has been read already. */
    public static <T> Event<T> of(byte[] bytes, T record) {
        return new Event<>(bytes, record, ignored -> record);
    }

    /** An event that has been read already and can be read again. */
    public static <T> Event<T> of(byte[] bytes, T record, Function<byte[], T> decoder) {
        return new Event<>(bytes, record, decoder);
    }

    /** An event that is read when somebody wants to know. */
    public static <T> Event<T> lazy(byte[] bytes, Function<byte[], T> decoder) {
        return new Event<>(bytes, null, decoder);
    }

    /** As it travels; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public T record() {
        T read = record;
        if (read == null) {
            read = decoder.apply(bytes);
            record = read;
        }
        return read;
    }

    /** Lets go of what was read, which takes several times the memory of the bytes; it is read again when asked for. */
    public void letGo() {
        record = null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event<?> event && Arrays.equals(bytes, event.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return String.valueOf(record());
    }
}
