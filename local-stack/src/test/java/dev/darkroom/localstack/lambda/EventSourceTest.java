package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.Topic;
import dev.darkroom.localstack.kafka.TopicsFile;
import dev.darkroom.localstack.template.KafkaEventSource;
import dev.darkroom.localstack.template.KafkaEventSource.StartingPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The event source against a real broker, with a function and a destination that fail as told. */
final class EventSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static LocalKafka kafka;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private String topic;

    @BeforeAll
    static void startBroker() {
        kafka = LocalKafka.ephemeral();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws IOException {
        topic = test.getTestMethod().orElseThrow().getName();
        kafka.apply(new TopicsFile(List.of(new Topic(topic, 2, (short) 1, Map.of()))));
    }

    @Test
    void deliversAgainWhatWasCutShortByADestinationThatThrows() throws Exception {
        // Given
        CountDownLatch refusals = new CountDownLatch(3);
        BatchDelivery delivery = delivery(
                (record, failure, abandoned) -> {
                    if (refusals.getCount() > 0) {
                        refusals.countDown();
                        throw new KafkaException("broken");
                    }
                    return givenUp.add(text(record.value()));
                },
                failures -> {});
        send(0, "one", "poison", "three", "four");

        // When
        EventSource source = start(delivery);
        try {

            // Then
            await().atMost(PATIENCE).until(() -> committed() == 4);
            assertThat(givenUp).containsExactly("poison");
            assertThat(events).contains("one", "three", "four");
            assertThat(events.indexOf("three")).isGreaterThan(events.lastIndexOf("poison"));
        } finally {
            source.close();
        }
    }

    @Test
    void deliversOtherPartitionsWhileOneWaits() throws Exception {
        // Given
        CountDownLatch goOn = new CountDownLatch(1);
        BatchDelivery delivery =
                delivery((record, failure, abandoned) -> givenUp.add(text(record.value())), failures -> goOn.await());
        EventSource source = start(delivery);
        try {
            send(0, "poison", "after");
            await().atMost(PATIENCE).until(() -> events.contains("poison"));

            // When
            send(1, "one", "two");

            // Then
            await().atMost(PATIENCE).until(() -> events.containsAll(List.of("one", "two")));
            assertThat(events).doesNotContain("after");
            goOn.countDown();
            await().atMost(PATIENCE).until(() -> committed() == 4);
            assertThat(givenUp).containsExactly("poison");
        } finally {
            source.close();
        }
    }

    private EventSource start(BatchDelivery delivery) {
        return EventSource.start(source(), new PollerConsumers(source(), kafka.bootstrapServers()), delivery, 1);
    }

    /** Batches of one; the function fails for "poison", which is given up after a retry. */
    private BatchDelivery delivery(FailureDestination destination, Pause pause) {
        return new BatchDelivery(
                source(),
                new EventFormat("arn", "b"),
                event -> {
                    String value = text(Base64.getDecoder()
                            .decode(event.replaceAll("(?s).*\"value\"\\s*:\\s*\"([^\"]*)\".*", "$1")));
                    events.add(value);
                    return value.equals("poison")
                            ? new InvocationResult.Failed("request", "java.lang.Error", "broken")
                            : new InvocationResult.Succeeded("request", "");
                },
                destination,
                Clock.systemUTC(),
                pause);
    }

    private KafkaEventSource source() {
        return new KafkaEventSource(
                "arn:aws:kafka:us-east-1:000000000000:cluster/local/1",
                topic,
                topic + "-group",
                StartingPosition.TRIM_HORIZON,
                null,
                1,
                Duration.ZERO,
                1,
                null,
                true,
                true,
                "failures",
                1);
    }

    private void send(int partition, String... values) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, partition, "key", value))
                        .get();
            }
        }
    }

    private long committed() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin
                    .listConsumerGroupOffsets(topic + "-group")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
