package dev.darkroom.topology;

import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerde;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** One of the topologies that {@link Benchmark} compares, until it is killed. */
final class BenchmarkProcess {
    private static final String STORE = "seen";

    private BenchmarkProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        SchemaRegistry registry = TopologyProcess.registry();
        switch (arguments[0]) {
            case "full" -> StreamsTopology.start(System.getenv(), registry).awaitStopped();
            case "single-store" -> run(smaller(registry, true));
            case "pass-through" -> run(smaller(registry, false));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void run(Topology topology) throws InterruptedException {
        Properties properties = StreamsProperties.of(TopologySettings.from(System.getenv()));
        new KafkaStreams(topology, properties).start();
        Thread.currentThread().join();
    }

    private static Topology smaller(SchemaRegistry registry, boolean dedupes) {
        StreamsBuilder builder = new StreamsBuilder();
        if (dedupes) {
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long()));
        }
        pass(builder, registry, RawImage.class, Topics.RAW_IMAGES, Topics.IMAGE_TASKS_EXPRESS, dedupes);
        pass(builder, registry, ProcessedImage.class, Topics.TASK_OUTCOMES, Topics.PROCESSED_IMAGES, dedupes);
        return builder.build();
    }

    private static <T extends SpecificRecord> void pass(
            StreamsBuilder builder, SchemaRegistry registry, Class<T> type, String from, String to, boolean dedupes) {
        GlueAvroSerde<T> serde = new GlueAvroSerde<>(registry, type);
        KStream<String, T> records =
                builder.stream(from, Consumed.with(Serdes.String(), serde).withName(from));
        KStream<String, T> first = dedupes
                ? records.process(() -> new FirstOnly<T>(from), Named.as("first-" + from), STORE)
                : records.mapValues(record -> record, Named.as("same-" + from));
        first.to(to, Produced.with(Serdes.String(), serde).withName(to));
    }

    /** Lets each key through once, as the smallest dedupe does. */
    private static final class FirstOnly<T> extends ContextualProcessor<String, T, String, T> {
        private final String kind;

        FirstOnly(String kind) {
            this.kind = kind;
        }

        @Override
        public void process(Record<String, T> record) {
            KeyValueStore<String, Long> seen = context().getStateStore(STORE);
            String key = kind + record.key();
            if (seen.get(key) == null) {
                seen.put(key, record.timestamp());
                context().forward(record);
            }
        }
    }
}
