package dev.darkroom.topology.tracking;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps each customer's profile as it came. */
final class KeepProfiles implements Processor<String, byte[], Void, Void> {
    private @Nullable KeyValueStore<String, byte[]> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(Profiles.STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() != null) {
            requireNonNull(store).put(record.key(), record.value());
        }
    }
}
