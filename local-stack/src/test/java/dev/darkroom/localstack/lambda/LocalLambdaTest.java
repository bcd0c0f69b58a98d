package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.Topic;
import dev.darkroom.localstack.kafka.TopicsFile;
import dev.darkroom.localstack.template.Function;
import dev.darkroom.localstack.template.KafkaEventSource;
import dev.darkroom.localstack.template.KafkaEventSource.StartingPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The event source and AWS's runtime together, against a real broker. */
final class LocalLambdaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static LocalKafka kafka;

    @TempDir
    private static Path work;

    private String topic;
    private Path trace;

    @BeforeAll
    static void startBroker() throws IOException {
        kafka = LocalKafka.ephemeral();
        TestingPackage.write(work.resolve("function.zip"));
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws IOException {
        topic = test.getTestMethod().orElseThrow().getName();
        trace = work.resolve(topic + ".trace");
        kafka.apply(new TopicsFile(List.of(
                new Topic(topic, 2, (short) 1, Map.of()), new Topic(topic + "-failures", 1, (short) 1, Map.of()))));
    }

    @Test
    void processesEveryRecordAndCommitsBehindIt() throws Exception {
        // Given
        send("one", "two", "three", "four", "five");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(20))) {
            lambda.awaitWaiting(PATIENCE);

            // Then
            awaitLines("one", "two", "three", "four", "five");
            await().atMost(PATIENCE).until(() -> committed() == 5);
        }
    }

    @Test
    void continuesAfterARestartWhereItCommitted() throws Exception {
        // Given
        send("one", "two");
        try (LocalLambda first = start(Duration.ofSeconds(20))) {
            first.awaitWaiting(PATIENCE);
            awaitLines("one", "two");
            await().atMost(PATIENCE).until(() -> committed() == 2);
        }

        // When
        send("three");
        try (LocalLambda second = start(Duration.ofSeconds(20))) {
            second.awaitWaiting(PATIENCE);

            // Then
            awaitLines("one", "two", "three");
        }
    }

    @Test
    void sendsWhatItGivesUpToTheDestinationAndGoesOn() throws Exception {
        // Given
        send("throw", "fine", "report", "fine too");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(20))) {
            lambda.awaitWaiting(PATIENCE);

            // Then
            await().atMost(PATIENCE).until(() -> committed() == 4);
            List<ConsumerRecord<String, String>> failures = failures(2);
            assertThat(failures).extracting(ConsumerRecord::value).containsExactlyInAnyOrder("throw", "report");
            ConsumerRecord<String, String> thrown = failures.stream()
                    .filter(failure -> failure.value().equals("throw"))
                    .findFirst()
                    .orElseThrow();
            assertThat(thrown.key()).isEqualTo("key of throw");
            assertThat(header(thrown, "trace")).isEqualTo("kept");
            assertThat(header(thrown, "lambda.failure.condition")).isEqualTo("RetriesExhausted");
            assertThat(header(thrown, "lambda.failure.error-type")).isEqualTo("java.lang.IllegalStateException");
            assertThat(header(thrown, "lambda.failure.error-message")).startsWith("asked to throw, 19");
            assertThat(header(thrown, "lambda.failure.source-topic")).isEqualTo(topic);
            assertThat(header(thrown, "lambda.failure.source-offset")).matches("[0-3]");
            assertThat(header(thrown, "lambda.failure.request-id")).hasSize(36);
            assertThat(Integer.parseInt(header(thrown, "lambda.failure.approximate-invoke-count")))
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void stopsAtARecordThatTheDestinationRefusesUntilItIsMendedThere() throws Exception {
        // Given
        limitFailures("100");
        send("report " + "x".repeat(200), "fine");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(20))) {
            lambda.awaitWaiting(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() ->
                            Files.exists(trace) && Files.readAllLines(trace).size() >= 4);
            assertThat(committed()).isLessThan(2);
            limitFailures("700");

            // Then
            ConsumerRecord<String, String> failure = failures(1).getFirst();
            assertThat(failure.value()).isEqualTo("report " + "x".repeat(200));
            assertThat(header(failure, "trace")).isEqualTo("kept");
            assertThat(failure.headers().lastHeader("lambda.failure.condition")).isNull();
            await().atMost(PATIENCE).until(() -> committed() == 2);
        }
    }

    @Test
    void deliversAgainToANewEnvironmentWhenTheJvmEnds() throws Exception {
        // Given
        send("halt once");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(20))) {

            // Then
            awaitLines("halt once", "halt once");
            await().atMost(PATIENCE).until(() -> committed() == 1);
            lambda.awaitWaiting(PATIENCE);
        }
    }

    @Test
    void endsAnEnvironmentThatRunsOutOfMemoryAndIsolatesTheRecord() throws Exception {
        // Given
        send("fine", "exhaust", "fine too");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(20))) {

            // Then
            await().atMost(PATIENCE).until(() -> committed() == 3);
            ConsumerRecord<String, String> failure = failures(1).getFirst();
            assertThat(failure.value()).isEqualTo("exhaust");
            assertThat(header(failure, "lambda.failure.error-type")).isEqualTo("Runtime.ExitError");
            lambda.awaitWaiting(PATIENCE);
        }
    }

    @Test
    void isolatesTheRecordThatCrashesNativeCodeAndServesItsNeighbours() throws Exception {
        // Given
        send("fine", "segfault", "fine too");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(20))) {

            // Then
            await().atMost(PATIENCE).until(() -> committed() == 3);
            ConsumerRecord<String, String> failure = failures(1).getFirst();
            assertThat(failure.value()).isEqualTo("segfault");
            assertThat(header(failure, "lambda.failure.error-type")).isEqualTo("Runtime.ExitError");
            assertThat(header(failure, "lambda.failure.error-message")).contains("Runtime exited with error");
            assertThat(Files.readAllLines(trace)).contains("fine", "fine too");
            assertThat(work.resolve("logs")).isDirectoryContaining("glob:**/hs_err_Worker_*.log");
            lambda.awaitWaiting(PATIENCE);
        }
    }

    @Test
    void killsAnEnvironmentWhoseTimeIsUpAndDeliversAgain() throws Exception {
        // Given
        send("sleep once");

        // When
        try (LocalLambda lambda = start(Duration.ofSeconds(2))) {
            lambda.awaitWaiting(PATIENCE);

            // Then
            awaitLines("sleep once", "sleep once");
            await().atMost(PATIENCE).until(() -> committed() == 1);
        }
    }

    @Test
    void sharesThePartitionsWithAnotherMemberOfItsGroup() throws Exception {
        // Given
        try (LocalLambda lambda = start(Duration.ofSeconds(20));
                KafkaConsumer<String, String> other = consumer(topic + "-group")) {
            lambda.awaitWaiting(PATIENCE);
            send("one", "two");
            awaitLines("one", "two");
            await().atMost(PATIENCE).until(() -> committed() == 2);

            // When
            other.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                other.poll(Duration.ofMillis(100));
                return other.assignment().size() == 1;
            });
            other.unsubscribe();
            send("three", "four");

            // Then
            awaitLines("one", "two", "three", "four");
            await().atMost(PATIENCE).until(() -> committed() == 4);
        }
    }

    @Test
    void failsTheInvocationsOfAFunctionWithoutItsHandler() throws Exception {
        // Given
        send("never seen");
        Function broken = function("no.such.Handler::handleRequest", Duration.ofSeconds(20));

        // When
        try (LocalLambda lambda = LocalLambda.start(List.of(broken), settings())) {

            // Then
            lambda.awaitWaiting(PATIENCE);
            ConsumerRecord<String, String> failure = failures(1).getFirst();
            assertThat(failure.value()).isEqualTo("never seen");
            assertThat(header(failure, "lambda.failure.error-message")).contains("no.such.Handler");
        }
    }

    @Test
    void failsTheInvocationsOfAFunctionWhoseJvmCannotStart() throws Exception {
        // Given
        send("never seen");
        Function function = function(TestingPackage.HANDLER, Duration.ofSeconds(20));

        // When
        try (LocalLambda lambda =
                LocalLambda.start(List.of(function), settings().withJvmOptions(List.of("-XX:NoSuchOption")))) {

            // Then
            ConsumerRecord<String, String> failure = failures(1).getFirst();
            assertThat(header(failure, "lambda.failure.error-type")).isEqualTo("Runtime.ExitError");
            assertThat(header(failure, "lambda.failure.error-message")).contains("ended with status 1");
            assertThatThrownBy(() -> lambda.awaitWaiting(Duration.ofMillis(100)))
                    .hasMessageContaining("Function Worker does not wait for events");
        }
    }

    @Test
    void endsItsJvmsOnClose() throws Exception {
        // Given
        LocalLambda lambda = start(Duration.ofSeconds(20));
        lambda.awaitWaiting(PATIENCE);
        List<Long> jvms = lambda.processIds();

        // When
        lambda.close();

        // Then
        assertThat(jvms)
                .hasSize(1)
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid)
                                .map(ProcessHandle::isAlive)
                                .orElse(false))
                        .isFalse());
    }

    private LocalLambda start(Duration timeout) {
        return LocalLambda.start(List.of(function(TestingPackage.HANDLER, timeout)), settings());
    }

    private LambdaSettings settings() {
        return LambdaSettings.of(work, work, kafka.bootstrapServers(), Map.of("TRACE", trace.toString()));
    }

    private Function function(String handler, Duration timeout) {
        KafkaEventSource source = new KafkaEventSource(
                "arn:aws:kafka:us-east-1:000000000000:cluster/local/1",
                topic,
                topic + "-group",
                StartingPosition.TRIM_HORIZON,
                null,
                4,
                Duration.ZERO,
                2,
                null,
                true,
                true,
                topic + "-failures",
                1);
        return new Function(
                "Worker", topic, "function.zip", handler, "java25", 128, timeout, Map.of(), List.of(source));
    }

    private void send(String... values) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : values) {
                ProducerRecord<String, String> record = new ProducerRecord<>(topic, "key of " + value, value);
                record.headers().add("trace", "kept".getBytes(StandardCharsets.UTF_8));
                producer.send(record).get();
            }
        }
    }

    private void limitFailures(String bytes) {
        kafka.apply(new TopicsFile(
                List.of(new Topic(topic + "-failures", 1, (short) 1, Map.of("max.message.bytes", bytes)))));
    }

    private void awaitLines(String... values) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.exists(trace) ? Files.readAllLines(trace) : List.<String>of())
                        .containsExactlyInAnyOrder(values));
    }

    private long committed() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(topic + "-group")
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.values().stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private List<ConsumerRecord<String, String>> failures(int count) {
        List<ConsumerRecord<String, String>> failures = Collections.synchronizedList(new ArrayList<>());
        try (KafkaConsumer<String, String> consumer = consumer(topic + "-reader")) {
            consumer.assign(List.of(new TopicPartition(topic + "-failures", 0)));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(failures::add);
                return failures.size() >= count;
            });
        }
        return failures;
    }

    private static KafkaConsumer<String, String> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = Objects.requireNonNull(record.headers().lastHeader(name), name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
