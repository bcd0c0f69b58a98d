package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerde;
import dev.darkroom.topology.lifecycle.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology. Everything that happens to an image is brought to its customer's partition, and there one node with its
 * stores decides what follows. Every node is named, because names are what state belongs to.
 *
 * <pre>
 * raw-images ────┐                                                      ┌▶ image-tasks-{express,standard,bulk}
 * task-outcomes ─┤                     (repartition                     ├▶ processed-images
 * task-failures ─┼▶ events ─▶ address ─▶ by-customer) ─▶ images ────────┼▶ failed-images
 * commands ──────┘                                        ▲             ├▶ customer-stats
 *                                customers ─▶ (global) ───┘             └▶ dead-letters
 * </pre>
 */
public final class ImageTopology {
    /** How the name of the topic ends that every event travels on to its customer's partition. */
    public static final String BY_CUSTOMER_TOPIC = "-by-customer-repartition";

    private static final String IMAGES = "images";
    private static final Map<String, Set<Class<? extends SpecificRecord>>> EVENTS = Map.of(
            Topics.RAW_IMAGES, Set.of(RawImage.class),
            Topics.TASK_OUTCOMES, Set.of(ProcessedImage.class, FailedImage.class),
            Topics.TASK_FAILURES, Set.of(ImageTask.class),
            Topics.COMMANDS, Set.of(Command.class));

    private static final List<String> SINKS = List.of(
            Topics.IMAGE_TASKS_EXPRESS,
            Topics.IMAGE_TASKS_STANDARD,
            Topics.IMAGE_TASKS_BULK,
            Topics.PROCESSED_IMAGES,
            Topics.FAILED_IMAGES,
            Topics.CUSTOMER_STATS,
            Topics.DEAD_LETTERS);

    private final SchemaRegistry registry;
    private final TrackingSettings settings;
    private final Events events;

    public ImageTopology(SchemaRegistry registry, TrackingSettings settings) {
        this.registry = registry;
        this.settings = settings;
        this.events = new Events(registry);
    }

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        events(builder)
                .process(Address::new, named("address"))
                .repartition(byCustomer())
                .process(images(), named(IMAGES));
        Topology topology = builder.build();
        addCustomers(topology);
        SINKS.forEach(
                topic -> topology.addSink(topic, topic, new StringSerializer(), new ByteArraySerializer(), IMAGES));
        return topology;
    }

    /** One node for all topics: a merge of several would hand each record on once more for every topic. */
    private KStream<String, Incoming> events(StreamsBuilder builder) {
        return builder.stream(
                new TreeSet<>(EVENTS.keySet()),
                Consumed.with(Serdes.String(), events.incoming(EVENTS))
                        .withTimestampExtractor(new RecordTime())
                        .withName("events"));
    }

    private Repartitioned<String, Event<SpecificRecord>> byCustomer() {
        return Repartitioned.<String, Event<SpecificRecord>>as("by-customer")
                .withKeySerde(Serdes.String())
                .withValueSerde(events.whole())
                .withStreamPartitioner((topic, key, event, partitions) ->
                        Address.EVERYONE.equals(key) ? Optional.of(every(partitions)) : Optional.empty());
    }

    private static Set<Integer> every(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    }

    private ProcessorSupplier<String, Event<SpecificRecord>, String, byte[]> images() {
        return new ProcessorSupplier<>() {
            @Override
            public ImagesProcessor get() {
                return new ImagesProcessor(settings, registry);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stateStores(registry);
            }
        };
    }

    static Set<StoreBuilder<?>> stateStores(SchemaRegistry registry) {
        // in this order, which the topology's description shows
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ImageStates.STORE),
                        Serdes.String(),
                        ImageStates.serde(registry)),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(Index.STORE), Serdes.Bytes(), Serdes.ByteArray()),
                new TallyStoreBuilder(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(TallyStore.NAME),
                        Serdes.String(),
                        new GlueAvroSerde<>(registry, CustomerStats.class))),
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Quotas.STORE), Serdes.String(), Serdes.Long())));
    }

    static StoreBuilder<?> profiles() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Profiles.STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private static void addCustomers(Topology topology) {
        topology.addGlobalStore(
                profiles(),
                Topics.CUSTOMERS,
                new RecordTime(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.CUSTOMERS,
                "profiles",
                KeepProfiles::new);
    }

    private static Named named(String name) {
        return Named.as(name);
    }
}
