package dev.darkroom.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A topic on the shared broker. */
final class TestingTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestingConnect.shared().bootstrapServers());

    private TestingTopic(String name) {
        this.name = name;
    }

    /** A topic of one partition. */
    static TestingTopic create(String name) {
        return create(name, 1);
    }

    static TestingTopic create(String name, int partitions) {
        TestingTopic topic = new TestingTopic(name);
        try (Admin admin = Admin.create(topic.client)) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
            return topic;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String key, @Nullable String value) {
        send(key, value == null ? null : value.getBytes(UTF_8));
    }

    void send(String key, byte @Nullable [] value) {
        send(key, value, Map.of());
    }

    void send(String key, byte @Nullable [] value, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(name, 0, key, value);
        headers.forEach((header, text) -> record.headers().add(header, text.getBytes(UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            assertThat(producer.send(record)).succeedsWithin(PATIENCE);
        }
    }

    /** Sends the records in order and returns when all are stored. */
    void sendAll(List<Versioned> records) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = records.stream()
                    .map(record -> producer.send(new ProducerRecord<>(
                            name, record.partition(), record.id(), record.json().getBytes(UTF_8))))
                    .toList();
            assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE));
        }
    }

    /** Waits for the first so many records and returns them. */
    List<ConsumerRecord<String, byte[]>> await(int count) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(name, 0)));
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            Awaitility.await().pollInSameThread().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
            return records;
        }
    }

    /** Waits until the connector has committed that it is through with everything that was sent. */
    void awaitAllCommitted(String connector) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(committed(connector)).isEqualTo(sent()));
    }

    /** What the connector has committed, by partition. */
    Map<Integer, Long> committed(String connector) {
        try (Admin admin = Admin.create(client)) {
            Map<Integer, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets("connect-" + connector)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
            return committed;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many records there are, by partition. */
    private Map<Integer, Long> sent() {
        Map<Integer, Long> sent = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.endOffsets(partitions).forEach((partition, end) -> sent.put(partition.partition(), end));
        }
        return sent;
    }

    /** Waits until the connector has committed that it is through with so many records. */
    void awaitCommitted(String connector, long offset) {
        try (Admin admin = Admin.create(client)) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                var committed = admin.listConsumerGroupOffsets("connect-" + connector)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(name, 0));
                return committed != null && committed.offset() == offset;
            });
        }
    }
}
