package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.topology.statistics.Tally;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * The store {@code statistics}. A tally grows with every end and is encoded and written only when Kafka Streams is about
 * to commit, which it tells every {@code CachedStateStore} of, before the transaction's last record. So what is committed
 * is written, and what was not written was not committed and is counted again. Kafka Streams' own cache comes behind the
 * encoding, which is what costs. {@code CachedStateStore} is not of its public interface: look at it with each upgrade.
 */
final class TallyStore implements StateStore, CachedStateStore<String, CustomerStats> {
    static final String NAME = "statistics";

    private static final int MOST_AT_HAND = 2_000;

    private final KeyValueStore<String, CustomerStats> written;
    private final Map<Tally.Key, Tally> atHand = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Tally> grown = new LinkedHashSet<>();

    TallyStore(KeyValueStore<String, CustomerStats> written) {
        this.written = written;
    }

    /** The tally to add to; {@link #hasGrown} has to be told of what was added. */
    Tally tally(Tally.Key key, Duration window) {
        Tally tally = atHand.get(key);
        if (tally == null) {
            CustomerStats kept = written.get(key.text());
            tally = kept == null ? Tally.none(key, window) : Tally.of(kept);
            makeRoom();
            atHand.put(key, tally);
        }
        return tally;
    }

    void hasGrown(Tally tally) {
        grown.add(tally);
    }

    /** What has been written, which is all there is. */
    KeyValueStore<String, CustomerStats> upToDate() {
        flushCache();
        return written;
    }

    private void makeRoom() {
        if (atHand.size() >= MOST_AT_HAND) {
            Iterator<Tally> longestUnused = atHand.values().iterator();
            Tally tally = longestUnused.next();
            longestUnused.remove();
            if (grown.remove(tally)) {
                write(tally);
            }
        }
    }

    private void write(Tally tally) {
        written.put(tally.text(), tally.kept());
    }

    @Override
    public void flushCache() {
        grown.forEach(this::write);
        grown.clear();
    }

    /** Drops what was not committed. */
    @Override
    public void clearCache() {
        grown.clear();
        atHand.clear();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, CustomerStats> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return written.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        written.init(context, root);
    }

    @Override
    public void flush() {
        flushCache();
        written.flush();
    }

    @Override
    public void close() {
        clearCache();
        written.close();
    }

    @Override
    public boolean persistent() {
        return written.persistent();
    }

    @Override
    public boolean isOpen() {
        return written.isOpen();
    }

    @Override
    public Position getPosition() {
        return written.getPosition();
    }
}
