package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerde;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The node {@code images} alone, on stores that outlive it, so that it can be restarted between any two records. */
final class TestingImages {
    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();
    private final GlueAvroSerializer<SpecificRecord> writer = new GlueAvroSerializer<>(registry);
    private final GlueAvroDeserializer<SpecificRecord> reader = GlueAvroDeserializer.specific(registry);
    private final TrackingSettings settings;
    private final KeyValueStore<String, ImageState> states;
    private final KeyValueStore<Bytes, byte[]> index;
    private final TallyStore statistics;
    private final KeyValueStore<String, Long> quotas;
    private final KeyValueStore<String, byte[]> customers;
    private final List<ImageTask> tasks = new ArrayList<>();
    private final List<SpecificRecord> ends = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final Map<String, CustomerStats> told = new HashMap<>();
    private final File stateDirectory;
    private MockProcessorContext<String, byte[]> context;
    private ImagesProcessor processor;
    private Instant now;

    /** With the index in memory. */
    TestingImages(TrackingSettings settings, Instant now) {
        this(settings, now, Stores.inMemoryKeyValueStore(Index.STORE), new File("."));
    }

    /** With the index in RocksDB, which has scans walk over what was deleted. */
    static TestingImages onDisk(TrackingSettings settings, Instant now, Path stateDirectory) {
        return new TestingImages(settings, now, Stores.persistentKeyValueStore(Index.STORE), stateDirectory.toFile());
    }

    private TestingImages(
            TrackingSettings settings, Instant now, KeyValueBytesStoreSupplier indexSupplier, File stateDirectory) {
        this.settings = settings;
        this.now = now;
        this.stateDirectory = stateDirectory;
        context = newContext();
        states = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ImageStates.STORE), Serdes.String(), ImageStates.serde(registry))
                .withLoggingDisabled()
                .build();
        index = Stores.keyValueStoreBuilder(indexSupplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        statistics = new TallyStore(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(TallyStore.NAME),
                        Serdes.String(),
                        new GlueAvroSerde<>(registry, CustomerStats.class))
                .withLoggingDisabled()
                .build());
        quotas = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(Quotas.STORE), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        customers = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Profiles.STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        List.of(states, index, statistics, quotas, customers)
                .forEach(store -> store.init(context.getStateStoreContext(), store));
        processor = begin();
    }

    /** Another instance on the same stores after a commit: nothing that was only in memory is left. */
    void restart() {
        statistics.flushCache();
        statistics.clearCache();
        context = newContext();
        processor = begin();
    }

    private MockProcessorContext<String, byte[]> newContext() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        return new MockProcessorContext<>(properties, new TaskId(0, 0), stateDirectory);
    }

    void close() {
        List.of(states, index, statistics, quotas, customers).forEach(StateStore::close);
    }

    private ImagesProcessor begin() {
        List.of(states, index, statistics, quotas, customers).forEach(context::addStateStore);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        ImagesProcessor fresh = new ImagesProcessor(settings, registry);
        fresh.init(context);
        return fresh;
    }

    void know(CustomerProfile profile) {
        know(profile.getCustomerId(), Objects.requireNonNull(writer.serialize("test", profile)));
    }

    void know(String customerId, byte[] profile) {
        customers.put(customerId, profile);
    }

    Instant now() {
        return now;
    }

    void hear(String customerId, SpecificRecord event) {
        byte[] bytes = Objects.requireNonNull(writer.serialize("test", event));
        processor.process(new Record<>(customerId, Event.of(bytes, event), now.toEpochMilli()));
        collect();
    }

    void pass(Duration time) {
        now = now.plus(time);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(now.toEpochMilli());
        collect();
    }

    private void collect() {
        for (MockProcessorContext.CapturedForward<? extends String, ? extends byte[]> forward : context.forwarded()) {
            if (forward.childName().filter(Topics.DEAD_LETTERS::equals).isPresent()) {
                deadLetters.add(forward.record().key());
                continue;
            }
            SpecificRecord event = reader.deserialize("test", forward.record().value());
            switch (event) {
                case ImageTask task -> tasks.add(task);
                case ProcessedImage end -> ends.add(end);
                case FailedImage end -> ends.add(end);
                case CustomerStats snapshot -> told.put(forward.record().key(), snapshot);
                case null, default -> throw new AssertionError("Not to be told: " + event);
            }
        }
        context.resetForwards();
    }

    /** Every task ever dispatched. */
    List<ImageTask> tasks() {
        return tasks;
    }

    /** Every terminal event ever told. */
    List<SpecificRecord> ends() {
        return ends;
    }

    /** The last snapshot told of each key. */
    Map<String, CustomerStats> told() {
        return told;
    }

    /** The key of every record set aside. */
    List<String> deadLetters() {
        return deadLetters;
    }

    Map<String, ImageState> states() {
        Map<String, ImageState> all = new HashMap<>();
        try (KeyValueIterator<String, ImageState> entries = states.all()) {
            entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
        }
        return all;
    }

    long indexed() {
        long entries = 0;
        try (KeyValueIterator<Bytes, byte[]> all = index.all()) {
            while (all.hasNext()) {
                // claims, and what came of commands, are remembered
                entries += "io".indexOf(all.next().key.get()[0]) >= 0 ? 0 : 1;
            }
        }
        return entries;
    }
}
