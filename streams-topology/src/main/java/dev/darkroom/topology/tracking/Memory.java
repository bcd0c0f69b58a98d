package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.topology.lifecycle.ImageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forgets what ended long ago. Walks through the stores a little at a time and begins anew at the end: no index of ages
 * to keep for each image, and never a long pause.
 */
final class Memory {
    /** Each second, for about 1 % of it: far more than come in on a partition, or what is remembered outgrows any disk. */
    private static final int LOOKED_AT_ONCE = 2_000;

    private final KeyValueStore<String, ImageState> states;
    private final TallyStore statistics;
    private final Duplicates duplicates;
    private final Quotas quotas;
    private final Duration history;
    private String imageCursor = "";
    private String statisticsCursor = "";

    Memory(
            KeyValueStore<String, ImageState> states,
            TallyStore statistics,
            Duplicates duplicates,
            Quotas quotas,
            Duration history) {
        this.states = states;
        this.statistics = statistics;
        this.duplicates = duplicates;
        this.quotas = quotas;
        this.history = history;
    }

    void forgetImages(Instant now) {
        Instant oldest = now.minus(history);
        imageCursor = walk(states, imageCursor, state -> isOver(state, oldest), state -> {
            duplicates.release(state.course());
            states.put(state.course().imageId(), null);
        });
        if (imageCursor.isEmpty()) {
            quotas.forgetBefore(oldest);
        }
    }

    void forgetStatistics(Instant now) {
        Instant oldest = now.minus(history);
        KeyValueStore<String, CustomerStats> tallies = statistics.upToDate();
        statisticsCursor = walk(
                tallies,
                statisticsCursor,
                tally -> tally.getWindowEnd().isBefore(oldest),
                tally -> tallies.delete(tally.getCustomerId() + "/" + tally.getWindowKey()));
    }

    private static boolean isOver(ImageState state, Instant oldest) {
        return state instanceof ImageState.Ended && state.since().isBefore(oldest);
    }

    private static <V> String walk(
            KeyValueStore<String, V> store, String cursor, Predicate<V> isOver, Consumer<V> forget) {
        List<V> over = new ArrayList<>();
        String last = "";
        try (KeyValueIterator<String, V> entries = store.range(cursor + "\0", null)) {
            for (int i = 0; i < LOOKED_AT_ONCE && entries.hasNext(); i++) {
                KeyValue<String, V> entry = entries.next();
                last = entry.key;
                if (isOver.test(entry.value)) {
                    over.add(entry.value);
                }
            }
            if (!entries.hasNext()) {
                last = "";
            }
        }
        over.forEach(forget);
        return last;
    }
}
