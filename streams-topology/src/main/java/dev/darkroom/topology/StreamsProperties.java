package dev.darkroom.topology;

import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.deadletters.UndecodableRecords;
import dev.darkroom.topology.deadletters.UnprocessableRecords;
import dev.darkroom.topology.deadletters.UnwritableRecords;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told, and why. */
final class StreamsProperties {
    static final String APPLICATION_ID = "darkroom-topology";

    private StreamsProperties() {}

    static Properties of(TopologySettings settings) {
        Properties properties = new Properties();
        tuning(properties);
        properties.putAll(settings.kafka());
        promises(properties);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(BoundedRocksDb.MEMORY_BYTES, settings.rocksDbMemoryBytes());
        return properties;
    }

    /** Good defaults, each of which a KAFKA_… variable can replace. */
    private static void tuning(Properties properties) {
        // The measured optimum: read_committed readers wait this long at most, and longer is hardly faster.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        // Halves the broker's work per record against the default of 16 K.
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        // After a kill, others (or a restart) take over when the session is over and the transaction has timed out.
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        // What travels between our nodes, or is kept, is an event as large as any topic takes and a little more.
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), 2 * 1024 * 1024);
        // A dead letter is the source record and its cause, so it may be larger than any record the brokers took in.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
    }

    /** What the platform's promises rest on; no variable replaces it. */
    private static void promises(Properties properties) {
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Streams groups need brokers of 4.2; MSK's standard brokers are at 4.1.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnwritableRecords.class);
    }
}
