package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.ItemKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writes of one item that wait, in order; of one item at most one is under way. Guarded by {@link PendingWrites}. */
final class KeyLane {
    private final ItemKey key;
    private final Deque<PendingWrite> waiting = new ArrayDeque<>(1);
    private boolean underWay;

    KeyLane(ItemKey key) {
        this.key = key;
    }

    ItemKey key() {
        return key;
    }

    /** Adds a write behind those that wait; returns whether one of the two is needless now. */
    boolean add(PendingWrite write) {
        @Nullable PendingWrite last = waiting.peekLast();
        Optional<PendingWrite> merged = last == null ? Optional.empty() : last.mergedWith(write);
        if (merged.isPresent()) {
            waiting.removeLast();
        }
        waiting.addLast(merged.orElse(write));
        return merged.isPresent();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** The write whose turn it is; there has to be one. */
    PendingWrite next() {
        return waiting.getFirst();
    }

    /** Takes the write whose turn it is; it is alone under way until {@link #land()}. */
    PendingWrite takeOff() {
        underWay = true;
        return waiting.removeFirst();
    }

    void land() {
        underWay = false;
    }

    /** Drops the waiting writes that are abandoned, and returns them. */
    List<PendingWrite> dropAbandoned() {
        List<PendingWrite> dropped =
                waiting.stream().filter(write -> write.receipt().isAbandoned()).toList();
        waiting.removeIf(write -> write.receipt().isAbandoned());
        return dropped;
    }
}
