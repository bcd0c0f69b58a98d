package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Lane;
import dev.darkroom.topology.lifecycle.ImageState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** What the index tells of an open image without a look at its state. */
public record IndexEntry(Kind kind, Lane lane, Instant acceptedAt, String customerId) {
    /** How it is open. */
    public enum Kind {
        WAITING('w'),
        DISPATCHED('d'),
        BACKING_OFF('b'),
        DUPLICATE('f');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        private static Kind of(byte letter) {
            return Arrays.stream(values())
                    .filter(kind -> kind.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No kind of open image: " + letter));
        }
    }

    static IndexEntry of(ImageState state) {
        return new IndexEntry(
                kind(state),
                state.course().routeTaken().lane(),
                state.course().acceptedAt(),
                state.course().customerId());
    }

    static Kind kind(ImageState state) {
        return switch (state) {
            case ImageState.Waiting waiting -> Kind.WAITING;
            case ImageState.Dispatched dispatched -> Kind.DISPATCHED;
            case ImageState.BackingOff backingOff -> Kind.BACKING_OFF;
            case ImageState.Duplicate duplicate -> Kind.DUPLICATE;
            case ImageState.Ended ended -> throw new IllegalArgumentException("Not open: " + ended);
        };
    }

    /** Reads an entry as it is kept. */
    public static IndexEntry of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new IndexEntry(
                Kind.of(buffer.get()),
                lane(buffer.get()),
                Instant.ofEpochMilli(buffer.getLong()),
                StandardCharsets.UTF_8.decode(buffer).toString());
    }

    byte[] bytes() {
        byte[] customer = customerId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + Long.BYTES + customer.length)
                .put((byte) kind.letter)
                .put((byte) letter(lane))
                .putLong(acceptedAt.toEpochMilli())
                .put(customer)
                .array();
    }

    /** How a lane is written in keys and entries. */
    static char letter(Lane lane) {
        return switch (lane) {
            case EXPRESS -> 'e';
            case STANDARD -> 's';
            case BULK -> 'b';
            case UNKNOWN -> 'u';
        };
    }

    private static Lane lane(byte letter) {
        return switch (letter) {
            case 'e' -> Lane.EXPRESS;
            case 's' -> Lane.STANDARD;
            case 'b' -> Lane.BULK;
            default -> Lane.UNKNOWN;
        };
    }
}
