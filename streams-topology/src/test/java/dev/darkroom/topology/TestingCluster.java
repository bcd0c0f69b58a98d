package dev.darkroom.topology;

import static java.util.Objects.requireNonNull;

import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topology's topics, and what a test wants to do to them and to know of them. */
final class TestingCluster implements AutoCloseable {
    static final int PARTITIONS = 2;

    private static final String BY_CUSTOMER = StreamsProperties.APPLICATION_ID + "-by-customer-repartition";

    private static final Set<String> TOPICS = Set.of(
            Topics.RAW_IMAGES,
            Topics.TASK_OUTCOMES,
            Topics.PROCESSED_IMAGES,
            Topics.CUSTOMERS,
            Topics.CUSTOMER_STATS,
            Topics.COMMANDS,
            Topics.TASK_FAILURES,
            Topics.IMAGE_TASKS_EXPRESS,
            Topics.IMAGE_TASKS_STANDARD,
            Topics.IMAGE_TASKS_BULK,
            Topics.FAILED_IMAGES,
            Topics.DEAD_LETTERS);

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String bootstrapServers;
    private final AutoCloseable broker;

    TestingCluster() throws ExecutionException, InterruptedException {
        this(LocalKafka.ephemeral());
    }

    private TestingCluster(LocalKafka kafka) throws ExecutionException, InterruptedException {
        this(kafka.bootstrapServers(), kafka);
    }

    /** A broker that can be killed. */
    TestingCluster(BrokerProcess broker) throws ExecutionException, InterruptedException {
        this(broker.bootstrapServers(), broker);
    }

    private TestingCluster(String bootstrapServers, AutoCloseable broker)
            throws ExecutionException, InterruptedException {
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        // A new partition may refuse the first batch and take the second: out of order for good.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        admin.createTopics(TOPICS.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                        .toList())
                .all()
                .get();
    }

    void delete(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** How many tasks have been dispatched that are not an image's first. */
    long redispatched(SchemaRegistry registry) {
        GlueAvroDeserializer<ImageTask> tasks = new GlueAvroDeserializer<>(registry, ImageTask.class);
        return committed(Topics.IMAGE_TASKS_EXPRESS).stream()
                .map(record -> tasks.deserialize(record.topic(), record.value()))
                .filter(task -> task != null && task.getAttempt() > 1)
                .count();
    }

    Map<String, String> environment() {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "HTTP_PORT", "0");
    }

    void send(SchemaRegistry registry, RawImage... images) throws ExecutionException, InterruptedException {
        GlueAvroSerializer<RawImage> serializer = new GlueAvroSerializer<>(registry);
        List<Future<RecordMetadata>> sent = Stream.of(images)
                .map(image -> producer.send(new ProducerRecord<>(
                        Topics.RAW_IMAGES,
                        image.getImageId().getBytes(StandardCharsets.UTF_8),
                        serializer.serialize(Topics.RAW_IMAGES, image))))
                .toList();
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
    }

    void command(SchemaRegistry registry, Command command) throws ExecutionException, InterruptedException {
        byte[] value = new GlueAvroSerializer<Command>(registry).serialize(Topics.COMMANDS, command);
        sendBytes(Topics.COMMANDS, command.getCommandId(), requireNonNull(value));
    }

    /** Refuses every task that has been dispatched, as functions do. */
    void refuseAll(SchemaRegistry registry, Reason reason) throws ExecutionException, InterruptedException {
        GlueAvroDeserializer<ImageTask> tasks = new GlueAvroDeserializer<>(registry, ImageTask.class);
        GlueAvroSerializer<FailedImage> outcomes = new GlueAvroSerializer<>(registry);
        for (ConsumerRecord<byte[], byte[]> record : committed(Topics.IMAGE_TASKS_EXPRESS)) {
            ImageTask task = requireNonNull(tasks.deserialize(record.topic(), record.value()));
            FailedImage refusal = Outcomes.refused(task, reason, Instant.now());
            byte[] outcome = requireNonNull(outcomes.serialize(Topics.TASK_OUTCOMES, refusal));
            sendBytes(Topics.TASK_OUTCOMES, task.getImageId(), outcome);
        }
    }

    void sendBytes(String topic, String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    /** All that has been committed on a topic so far. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    List<String> committedKeys(String topic) {
        return committed(topic).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    /** The images of the last snapshot told of each tally, by the tally's key. */
    Map<String, Long> imagesCounted(SchemaRegistry registry) {
        GlueAvroDeserializer<CustomerStats> snapshots = new GlueAvroDeserializer<>(registry, CustomerStats.class);
        return committed(Topics.CUSTOMER_STATS).stream()
                .collect(Collectors.toMap(
                        record -> new String(record.key(), StandardCharsets.UTF_8),
                        record -> requireNonNull(snapshots.deserialize(record.topic(), record.value()))
                                .getImages(),
                        (earlier, later) -> later));
    }

    /** How many records of a topic the topology has not committed yet. */
    long lag(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                        StreamsProperties.APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends(topic).entrySet().stream()
                .mapToLong(end -> end.getValue()
                        - (committed.containsKey(end.getKey())
                                ? committed.get(end.getKey()).offset()
                                : 0))
                .sum();
    }

    /** Whether the topology has taken in and committed all there is. */
    boolean isIdle() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                        StreamsProperties.APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get();
        for (String topic :
                List.of(Topics.RAW_IMAGES, Topics.TASK_OUTCOMES, Topics.TASK_FAILURES, Topics.COMMANDS, BY_CUSTOMER)) {
            for (Map.Entry<TopicPartition, Long> end : ends(topic).entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                // behind the last record of a transaction stands its marker, which nobody commits
                long left = end.getValue() - (offset == null ? 0 : offset.offset());
                if (left > (topic.equals(BY_CUSTOMER) ? 1 : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many records have been written to a topic, committed or not, markers included. */
    long written(String topic) throws ExecutionException, InterruptedException {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = partitions(Set.of(topic)).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** The partitions on which somebody's transaction has neither been committed nor aborted. */
    Set<TopicPartition> openTransactions() throws ExecutionException, InterruptedException {
        return admin.describeProducers(partitions(TOPICS)).all().get().entrySet().stream()
                .filter(partition ->
                        partition.getValue().activeProducers().stream().anyMatch(TestingCluster::isOpen))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isOpen(ProducerState producer) {
        return producer.currentTransactionStartOffset().isPresent();
    }

    private static List<TopicPartition> partitions(Set<String> topics) {
        return topics.stream()
                .flatMap(topic ->
                        IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        try {
            broker.close();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        }
    }
}
