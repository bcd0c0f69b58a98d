package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * How far a client has got: the next offset of every partition of both topics. As an event's id it says exactly what the
 * client has and what not, whichever instance it asks next and in whatever order that one reads the partitions.
 */
final class FeedPosition {
    private static final byte VERSION = 1;
    private static final int MOST_PARTITIONS = 10_000;
    private static final int LONGEST_TEXT = 64_000;
    private static final long[] NONE = {};
    private static final FeedPosition START = new FeedPosition(NONE, NONE);

    /** Next offsets by partition; a partition that is not there has not been begun. Never changed. */
    private final long[] processed;

    private final long[] failed;

    private FeedPosition(long[] processed, long[] failed) {
        this.processed = processed;
        this.failed = failed;
    }

    /** The topics that make up the feed. */
    enum Topic {
        PROCESSED,
        FAILED
    }

    static FeedPosition start() {
        return START;
    }

    private long[] of(Topic topic) {
        return switch (topic) {
            case PROCESSED -> processed;
            case FAILED -> failed;
        };
    }

    private FeedPosition with(Topic topic, long[] offsets) {
        return switch (topic) {
            case PROCESSED -> new FeedPosition(offsets, failed);
            case FAILED -> new FeedPosition(processed, offsets);
        };
    }

    long next(Topic topic, int partition) {
        long[] offsets = of(topic);
        return partition < offsets.length ? offsets[partition] : 0;
    }

    /** The same, but for one partition. */
    FeedPosition with(Topic topic, int partition, long next) {
        long[] offsets = Arrays.copyOf(of(topic), Math.max(of(topic).length, partition + 1));
        offsets[partition] = next;
        return with(topic, offsets);
    }

    /** Whichever is further, in each partition. */
    FeedPosition max(FeedPosition other) {
        return new FeedPosition(max(processed, other.processed), max(failed, other.failed));
    }

    private static long[] max(long[] one, long[] other) {
        long[] most = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int partition = 0; partition < other.length; partition++) {
            most[partition] = Math.max(most[partition], other[partition]);
        }
        return most;
    }

    /** Whether it is nowhere behind the other. */
    boolean reaches(FeedPosition other) {
        for (Topic topic : Topic.values()) {
            for (int partition = 0; partition < other.of(topic).length; partition++) {
                if (next(topic, partition) < other.next(topic, partition)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** In the form of an event's id: opaque to clients, of the characters of URLs. */
    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 10 * (processed.length + failed.length + 2))
                .put(VERSION);
        for (Topic topic : Topic.values()) {
            putVarint(bytes, of(topic).length);
            for (long offset : of(topic)) {
                putVarint(bytes, offset);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** @throws dev.darkroom.httpservice.ProblemException 400 when it is not one that was given out */
    static FeedPosition decode(String id) {
        try {
            if (id.length() > LONGEST_TEXT) {
                throw new IllegalArgumentException("too long");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
            if (bytes.get() != VERSION) {
                throw new IllegalArgumentException("another version");
            }
            FeedPosition position = START;
            for (Topic topic : Topic.values()) {
                long[] offsets = new long[Math.toIntExact(varint(bytes, MOST_PARTITIONS))];
                for (int partition = 0; partition < offsets.length; partition++) {
                    offsets[partition] = varint(bytes, Long.MAX_VALUE);
                }
                position = position.with(topic, offsets);
            }
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException("more than a position");
            }
            return position;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new Problem(
                            "bad-event-id",
                            400,
                            "Take Last-Event-ID from an event's id as it is, or leave it out to begin with what is new.")
                    .exception(e);
        }
    }

    private static void putVarint(ByteBuffer bytes, long value) {
        long rest = value;
        while (rest > 0x7F) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long varint(ByteBuffer bytes, long most) {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (value > most) {
                    break;
                }
                return value;
            }
        }
        throw new IllegalArgumentException("a number out of range");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedPosition position
                && Arrays.equals(processed, position.processed)
                && Arrays.equals(failed, position.failed);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(processed) + Arrays.hashCode(failed);
    }

    @Override
    public String toString() {
        return "processed " + Arrays.toString(processed) + ", failed " + Arrays.toString(failed);
    }
}
