package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Lane;
import dev.darkroom.topology.lifecycle.ImageState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: how many tasks each customer has on each lane and how many images wait. A count in memory, one entry
 * for each customer and lane with an open image, made anew from the index when the store is opened.
 */
final class Turns {
    private static final int TURNS_A_MILLISECOND = 1 << 20;

    private final FairShares shares;
    private final Map<Queue, Count> counts = new HashMap<>();
    private long lastTurn;

    /** The images of one customer on one lane. */
    record Queue(String customerId, Lane lane) {}

    private static final class Count {
        private int dispatched;
        private int waiting;

        /** No image waits with an earlier turn. */
        private long firstTurn;
    }

    Turns(FairShares shares) {
        this.shares = shares;
    }

    void rebuild(Index index) {
        counts.clear();
        lastTurn = 0;
        index.open((entry, turn) -> {
            count(new Queue(entry.customerId(), entry.lane()), entry.kind(), turn, 1);
            lastTurn = Math.max(lastTurn, turn);
        });
    }

    /** A place behind all that wait, also when the clock was set back. */
    long next(Instant now) {
        lastTurn = Math.max(lastTurn + 1, now.toEpochMilli() * TURNS_A_MILLISECOND);
        return lastTurn;
    }

    void move(@Nullable ImageState before, ImageState after) {
        if (before instanceof ImageState.Waiting waiting && after instanceof ImageState.Dispatched) {
            queue(waiting).firstTurn = waiting.turn();
        }
        if (before instanceof ImageState.Open) {
            count(before, -1);
        }
        if (after instanceof ImageState.Open) {
            count(after, 1);
        }
    }

    /** No image of this queue waits with an earlier turn. */
    long firstTurn(String customerId, Lane lane) {
        Count count = counts.get(new Queue(customerId, lane));
        return count == null ? 0 : count.firstTurn;
    }

    private Count queue(ImageState.Waiting waiting) {
        Queue queue = new Queue(waiting.course().customerId(), waiting.lane());
        return counts.computeIfAbsent(queue, ignored -> new Count());
    }

    /** Whether an image may be dispatched ahead of the queue, there being none. */
    boolean isFree(String customerId, Lane lane) {
        Count count = counts.get(new Queue(customerId, lane));
        return count == null || (count.waiting == 0 && count.dispatched < shares.of(lane));
    }

    /** Whether an image waits whose turn it is. */
    boolean isNext(String customerId, Lane lane) {
        Count count = counts.get(new Queue(customerId, lane));
        return count != null && count.waiting > 0 && count.dispatched < shares.of(lane);
    }

    /** The queues from which an image may be dispatched. */
    List<Queue> next() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue().waiting > 0
                        && entry.getValue().dispatched
                                < shares.of(entry.getKey().lane()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void count(ImageState state, int change) {
        Queue queue = new Queue(
                state.course().customerId(), state.course().routeTaken().lane());
        long turn = state instanceof ImageState.Waiting waiting ? waiting.turn() : 0;
        count(queue, IndexEntry.kind(state), turn, change);
    }

    private void count(Queue queue, IndexEntry.Kind kind, long turn, int change) {
        if (kind != IndexEntry.Kind.WAITING && kind != IndexEntry.Kind.DISPATCHED) {
            return;
        }
        Count count = counts.computeIfAbsent(queue, ignored -> new Count());
        if (kind == IndexEntry.Kind.WAITING) {
            count.firstTurn = count.waiting == 0 ? turn : count.firstTurn;
            count.waiting += change;
        } else {
            count.dispatched += change;
        }
        if (count.waiting == 0 && count.dispatched == 0) {
            counts.remove(queue);
        }
    }
}
