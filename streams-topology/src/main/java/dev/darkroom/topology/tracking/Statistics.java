package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.topology.statistics.Ended;
import dev.darkroom.topology.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The store {@code statistics}, and which of its tallies have grown since they were last told. They are told every few
 * seconds and not with every image; the marks in the index survive a restart, so that none is forgotten.
 */
final class Statistics {
    static final String STORE = "statistics";

    private static final int MOST_AT_HAND = 2_000;
    private static final int MOST_AT_ONCE = 2_000;

    private final KeyValueStore<String, CustomerStats> store;
    private final Index index;
    private final Duration window;
    private final Set<String> untold = new HashSet<>();
    private final Map<Tally.Key, Tally> atHand = new LinkedHashMap<>(16, 0.75f, true);

    Statistics(KeyValueStore<String, CustomerStats> store, Index index, Duration window) {
        this.store = store;
        this.index = index;
        this.window = window;
    }

    void count(Ended ended, Instant now) {
        Tally tally = tally(Tally.Key.of(ended, window));
        tally.add(ended, now);
        String key = tally.text();
        store.put(key, tally.kept());
        if (untold.add(key)) {
            index.mark('s', key);
        }
    }

    private Tally tally(Tally.Key key) {
        Tally tally = atHand.get(key);
        if (tally == null) {
            CustomerStats kept = store.get(key.text());
            tally = kept == null ? Tally.none(key, window) : Tally.of(kept);
            atHand.put(key, tally);
            if (atHand.size() > MOST_AT_HAND) {
                atHand.remove(atHand.keySet().iterator().next());
            }
        }
        return tally;
    }

    void tell(Outbox outbox) {
        for (KeyValue<String, byte[]> mark : index.marks('s', MOST_AT_ONCE)) {
            CustomerStats kept = store.get(mark.key);
            if (kept != null) {
                outbox.statistics(Tally.of(kept).snapshot());
            }
            index.unmark('s', mark.key);
            untold.remove(mark.key);
        }
    }
}
