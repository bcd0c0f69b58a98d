package dev.darkroom.topology;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.admission.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on Kafka's test driver, with its topics typed and a clock that only moves when told. */
final class TestingImageTopology implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:07Z");

    private final SchemaRegistry registry;
    private final TopologyTestDriver driver;

    TestingImageTopology(SchemaRegistry registry, Path stateDirectory) {
        this.registry = registry;
        this.driver = new TopologyTestDriver(
                new ImageTopology(registry, Limits.DEFAULT).build(), properties(stateDirectory), NOW);
    }

    /** As in production, but for the guarantee: under exactly_once_v2 the driver forgets dead letters of undecodable input. */
    private static Properties properties(Path stateDirectory) {
        Properties properties = StreamsProperties.of(TopologySettings.from(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "test:9092", TopologySettings.STATE_DIR, stateDirectory.toString())));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        return properties;
    }

    void receives(String key, RawImage image, Instant time) {
        typed(Topics.RAW_IMAGES).pipeInput(key, image, time);
    }

    void getsBack(TestRecord<String, ImageTask> failure) {
        driver.createInputTopic(
                        Topics.TASK_FAILURES, new StringSerializer(), new GlueAvroSerializer<ImageTask>(registry))
                .pipeInput(failure);
    }

    void receivesBytes(String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    void passes(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<String, ImageTask>> tasks(String topic) {
        return read(topic, ImageTask.class);
    }

    List<TestRecord<String, FailedImage>> failures() {
        return read(Topics.FAILED_IMAGES, FailedImage.class);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Topics that were written to. */
    List<String> touchedTopics() {
        return driver.producedTopicNames().stream().sorted().toList();
    }

    private <T extends SpecificRecord> List<TestRecord<String, T>> read(String topic, Class<T> type) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new GlueAvroDeserializer<>(registry, type))
                .readRecordsToList();
    }

    private TestInputTopic<String, RawImage> typed(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new GlueAvroSerializer<RawImage>(registry));
    }

    @Override
    public void close() {
        driver.close();
    }
}
