package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a {@link TallyStore} on the store that another builder builds, without that one's cache. */
final class TallyStoreBuilder implements StoreBuilder<TallyStore> {
    private final StoreBuilder<KeyValueStore<String, CustomerStats>> written;

    TallyStoreBuilder(StoreBuilder<KeyValueStore<String, CustomerStats>> written) {
        this.written = written.withCachingDisabled();
    }

    /** It is its own cache. */
    @Override
    public StoreBuilder<TallyStore> withCachingEnabled() {
        return this;
    }

    /** It is its own cache. */
    @Override
    public StoreBuilder<TallyStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<TallyStore> withLoggingEnabled(Map<String, String> config) {
        written.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<TallyStore> withLoggingDisabled() {
        written.withLoggingDisabled();
        return this;
    }

    @Override
    public TallyStore build() {
        return new TallyStore(written.build());
    }

    @Override
    public Map<String, String> logConfig() {
        return written.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return written.loggingEnabled();
    }

    @Override
    public String name() {
        return written.name();
    }
}
