package dev.darkroom.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A topic of one partition on the shared broker. */
final class TestingTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestingConnect.shared().bootstrapServers());

    private TestingTopic(String name) {
        this.name = name;
    }

    static TestingTopic create(String name) {
        TestingTopic topic = new TestingTopic(name);
        try (Admin admin = Admin.create(topic.client)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            return topic;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String key, @Nullable String value) {
        send(key, value == null ? null : value.getBytes(UTF_8));
    }

    void send(String key, byte @Nullable [] value) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            assertThat(producer.send(new ProducerRecord<>(name, 0, key, value))).succeedsWithin(PATIENCE);
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
