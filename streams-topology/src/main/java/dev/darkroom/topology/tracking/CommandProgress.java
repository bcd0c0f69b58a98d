package dev.darkroom.topology.tracking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * What came of a command on one partition so far; kept in the index under its id and the partition.
 *
 * @param everywhere whether it is for every partition, and not for one customer's alone
 * @param images images redriven so far
 * @param at when this was written
 */
public record CommandProgress(boolean isDone, boolean everywhere, int images, Instant at) {
    /** The name of the store that {@link #range} asks. */
    public static final String STORE = Index.STORE;

    static final char KIND = 'o';

    static String name(String commandId, int partition) {
        return commandId + "\0" + partition;
    }

    /** Where the progress of a command is on all partitions. */
    public static OpenImage.Range range(String commandId) {
        return new OpenImage.Range(bytes(KIND + commandId + "\0"), bytes(KIND + commandId + "\1"));
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads progress as it is kept. */
    public static CommandProgress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new CommandProgress(
                buffer.get() == 1, buffer.get() == 1, buffer.getInt(), Instant.ofEpochMilli(buffer.getLong()));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(2 + Integer.BYTES + Long.BYTES)
                .put((byte) (isDone ? 1 : 0))
                .put((byte) (everywhere ? 1 : 0))
                .putInt(images)
                .putLong(at.toEpochMilli())
                .array();
    }
}
