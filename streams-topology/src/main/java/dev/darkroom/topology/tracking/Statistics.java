package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.topology.statistics.Ended;
import dev.darkroom.topology.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts ends in the store {@code statistics}, and knows which of its tallies have grown since they were last told. They
 * are told every few seconds and not with every image; the marks in the index survive a restart, so that none is
 * forgotten.
 */
final class Statistics {
    private static final int MOST_AT_ONCE = 2_000;

    private final TallyStore tallies;
    private final Index index;
    private final Duration window;
    private final Set<String> untold = new HashSet<>();

    Statistics(TallyStore tallies, Index index, Duration window) {
        this.tallies = tallies;
        this.index = index;
        this.window = window;
    }

    void count(Ended ended, Instant now) {
        Tally tally = tallies.tally(Tally.Key.of(ended, window), window);
        tally.add(ended, now);
        tallies.hasGrown(tally);
        if (untold.add(tally.text())) {
            index.mark('s', tally.text());
        }
    }

    void tell(Outbox outbox) {
        KeyValueStore<String, CustomerStats> upToDate = tallies.upToDate();
        for (KeyValue<String, byte[]> mark : index.marks('s', MOST_AT_ONCE)) {
            CustomerStats kept = upToDate.get(mark.key);
            if (kept != null) {
                outbox.statistics(Tally.of(kept).snapshot());
            }
            index.unmark('s', mark.key);
            untold.remove(mark.key);
        }
    }
}
