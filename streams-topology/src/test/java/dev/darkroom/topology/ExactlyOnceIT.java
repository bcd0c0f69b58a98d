package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.admission.RawImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real broker shows: dead letters and results are committed together with the input, or not at all. */
final class ExactlyOnceIT {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    Path stateDirectory;

    private final FailingSchemaRegistry registry = new FailingSchemaRegistry();
    private TestingCluster cluster;

    @BeforeEach
    void startBroker() throws Exception {
        cluster = new TestingCluster();
    }

    @AfterEach
    void stopBroker() {
        cluster.close();
    }

    @Test
    void setsAsideWhatCannotBeDecodedWithItsCauseAndLetsTheRestThrough() throws Exception {
        // Given
        List<String> ids =
                IntStream.range(0, 50).mapToObj("image-%02d"::formatted).toList();
        upload(ids);
        cluster.sendBytes(Topics.RAW_IMAGES, "garbage", "not avro".getBytes(UTF_8));
        cluster.sendBytes(Topics.TASK_FAILURES, "garbage", "not a task".getBytes(UTF_8));

        // When
        try (StreamsTopology topology = start()) {
            topology.awaitRunning(LONGEST);
            await().atMost(LONGEST).until(cluster::isIdle);
        }

        // Then
        assertThat(cluster.committedKeys(Topics.IMAGE_TASKS_EXPRESS)).isEqualTo(ids);
        assertThat(cluster.committed(Topics.DEAD_LETTERS))
                .extracting(letter -> new String(letter.value(), UTF_8))
                .containsExactlyInAnyOrder("not avro", "not a task");
        assertThat(cluster.committed(Topics.DEAD_LETTERS)).allSatisfy(letter -> {
            assertThat(letter.key()).isEqualTo("garbage".getBytes(UTF_8));
            assertThat(DeadLetterHeaders.of(letter.headers()))
                    .containsEntry(
                            "__streams.errors.exception", "org.apache.kafka.common.errors.SerializationException")
                    .containsKeys(
                            "__streams.errors.message",
                            "__streams.errors.stacktrace",
                            "__streams.errors.topic",
                            "__streams.errors.partition",
                            "__streams.errors.offset");
        });
        assertThat(cluster.openTransactions()).isEmpty();
    }

    @Test
    void commitsADeadLetterThoughThereIsNothingElseToCommit() throws Exception {
        // Given
        cluster.sendBytes(Topics.RAW_IMAGES, "garbage", "not avro".getBytes(UTF_8));

        // When
        try (StreamsTopology topology = start()) {
            topology.awaitRunning(LONGEST);

            // Then
            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(cluster.committedKeys(Topics.DEAD_LETTERS))
                            .containsExactly("garbage"));
            await().atMost(LONGEST).until(cluster::isIdle);
            assertThat(cluster.openTransactions()).isEmpty();
        }
    }

    /** The stream's thread dies of it and is replaced, which is no failure of the test. */
    @Test
    void waitsForARegistryThatIsAwayAndLosesNothing() throws Exception {
        // Given
        upload(List.of("early"));
        registry.failOnReading(true);
        try (StreamsTopology topology = start()) {
            await().dontCatchUncaughtExceptions().atMost(LONGEST).until(() -> registry.askedWhileAway() >= 2);

            // When
            registry.failOnReading(false);

            // Then
            await().dontCatchUncaughtExceptions()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(cluster.committedKeys(Topics.IMAGE_TASKS_EXPRESS))
                            .containsExactly("early"));
            topology.awaitRunning(LONGEST);
        }
        assertThat(cluster.committed(Topics.DEAD_LETTERS)).isEmpty();
        assertThat(cluster.openTransactions()).isEmpty();
    }

    @Test
    void sharesItsSerdesBetweenThreads() throws Exception {
        // Given
        List<String> ids =
                IntStream.range(0, 2_000).mapToObj("image-%04d"::formatted).toList();
        upload(ids);

        // When
        try (StreamsTopology topology = start(Map.of(TopologySettings.STREAM_THREADS, "2"))) {
            topology.awaitRunning(LONGEST);
            await().atMost(LONGEST).until(cluster::isIdle);
        }

        // Then
        assertThat(cluster.committedKeys(Topics.IMAGE_TASKS_EXPRESS)).isEqualTo(ids);
        assertThat(cluster.committed(Topics.DEAD_LETTERS)).isEmpty();
    }

    private void upload(List<String> ids) throws Exception {
        cluster.send(
                registry, ids.stream().map(id -> RawImages.distinct(id).build()).toArray(RawImage[]::new));
    }

    private StreamsTopology start() {
        return start(Map.of());
    }

    private StreamsTopology start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put(TopologySettings.STATE_DIR, stateDirectory.toString());
        environment.put("SHARE_EXPRESS", "1000000");
        environment.putAll(more);
        return StreamsTopology.start(environment, registry);
    }
}
