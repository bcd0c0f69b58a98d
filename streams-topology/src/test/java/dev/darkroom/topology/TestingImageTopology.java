package dev.darkroom.topology;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.tracking.ImageTopology;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on Kafka's test driver, with its topics typed and a clock that only moves when told. */
final class TestingImageTopology implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:07Z");

    private final SchemaRegistry registry;
    private final TopologyTestDriver driver;
    private Instant now = NOW;

    TestingImageTopology(SchemaRegistry registry, TrackingSettings settings, Path stateDirectory) {
        this.registry = registry;
        this.driver =
                new TopologyTestDriver(new ImageTopology(registry, settings).build(), properties(stateDirectory), NOW);
    }

    /** As in production, but for the guarantee: under exactly_once_v2 the driver forgets dead letters of undecodable input. */
    private static Properties properties(Path stateDirectory) {
        Properties properties = StreamsProperties.of(TopologySettings.from(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "test:9092", TopologySettings.STATE_DIR, stateDirectory.toString())));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        return properties;
    }

    Instant now() {
        return now;
    }

    void receives(RawImage image) {
        receives(image.getImageId(), image, now);
    }

    void receives(String key, RawImage image, Instant time) {
        receives(new TestRecord<>(key, image, time));
    }

    void receives(TestRecord<String, RawImage> upload) {
        put(Topics.RAW_IMAGES, upload);
    }

    /** A function tells that it has done a task. */
    void hears(ProcessedImage outcome) {
        put(Topics.TASK_OUTCOMES, new TestRecord<>(outcome.getImageId(), outcome, now));
    }

    /** A function tells that it has refused a task. */
    void hears(FailedImage outcome) {
        put(Topics.TASK_OUTCOMES, new TestRecord<>(outcome.getImageId(), outcome, now));
    }

    void getsBack(ImageTask task) {
        getsBack(new TestRecord<>(task.getImageId(), task, now));
    }

    void getsBack(TestRecord<String, ImageTask> failure) {
        put(Topics.TASK_FAILURES, failure);
    }

    void isTold(Command command) {
        put(Topics.COMMANDS, new TestRecord<>(command.getCommandId(), command, now));
    }

    void knows(CustomerProfile profile) {
        put(Topics.CUSTOMERS, new TestRecord<>(profile.getCustomerId(), profile, now));
    }

    void receivesBytes(String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    private <T extends SpecificRecord> void put(String topic, TestRecord<String, T> record) {
        driver.createInputTopic(topic, new StringSerializer(), new GlueAvroSerializer<T>(registry))
                .pipeInput(record);
    }

    void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<String, ImageTask>> tasks(String topic) {
        return read(topic, ImageTask.class);
    }

    /** The tasks that have come to the express lane since last asked. */
    List<ImageTask> tasks() {
        return tasks(Topics.IMAGE_TASKS_EXPRESS).stream().map(TestRecord::value).toList();
    }

    List<TestRecord<String, FailedImage>> failures() {
        return read(Topics.FAILED_IMAGES, FailedImage.class);
    }

    List<TestRecord<String, ProcessedImage>> processed() {
        return read(Topics.PROCESSED_IMAGES, ProcessedImage.class);
    }

    List<TestRecord<String, CustomerStats>> statistics() {
        return read(Topics.CUSTOMER_STATS, CustomerStats.class);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Topics that were written to, but for the topology's own. */
    List<String> touchedTopics() {
        return driver.producedTopicNames().stream()
                .filter(topic -> Stream.of("-changelog", "-repartition").noneMatch(topic::endsWith))
                .sorted()
                .toList();
    }

    double total(String metric) {
        return driver.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(metric + "-total"))
                .mapToDouble(entry -> (double) entry.getValue().metricValue())
                .sum();
    }

    private <T extends SpecificRecord> List<TestRecord<String, T>> read(String topic, Class<T> type) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new GlueAvroDeserializer<>(registry, type))
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
