package dev.darkroom.topology.tracking;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * An open image as the index has it, for those who only read.
 *
 * @param entry what the index tells of it
 */
public record OpenImage(String imageId, IndexEntry entry) {
    /** The name of the store that {@link #all()} and {@link #of(String)} ask. */
    public static final String STORE = Index.STORE;

    /** A part of the store, from its first key to one behind its last. */
    public record Range(Bytes from, Bytes to) {}

    /** Reads one answer to {@link #all()} or {@link #of(String)}. */
    public static OpenImage of(Bytes key, byte[] value) {
        IndexEntry entry = IndexEntry.of(value);
        byte[] bytes = key.get();
        int from = bytes[0] == 'd' ? 1 + Long.BYTES : Index.queue(entry.customerId(), entry.lane()).length + Long.BYTES;
        return new OpenImage(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8), entry);
    }

    /** Every open image: those that are looked at at a certain time, and those that wait. */
    public static List<Range> all() {
        return List.of(range("d", "e"), range("w", "x"));
    }

    /** Every open image of a customer, and, among those with a deadline, of others. */
    public static List<Range> of(String customerId) {
        return List.of(range("d", "e"), range("w" + customerId + "\0", "w" + customerId + "\1"));
    }

    private static Range range(String from, String to) {
        return new Range(
                Bytes.wrap(from.getBytes(StandardCharsets.UTF_8)), Bytes.wrap(to.getBytes(StandardCharsets.UTF_8)));
    }
}
