package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.topology.admission.RawImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that is killed in the middle of its work loses nothing, doubles nothing and leaves nothing open. */
final class KilledIT {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int IMAGES = 8_000;

    @TempDir
    Path stateDirectory;

    private final SchemaRegistry registry = TopologyProcess.registry();
    private TestingCluster cluster;
    private @Nullable Process started;

    @BeforeEach
    void startBroker() throws Exception {
        cluster = new TestingCluster();
    }

    @AfterEach
    void stop() {
        if (started != null) {
            started.destroyForcibly();
        }
        cluster.close();
    }

    @Test
    void dispatchesEveryImageOnceThoughItsProcessIsKilled() throws Exception {
        // Given
        List<String> ids =
                IntStream.range(0, IMAGES).mapToObj("image-%05d"::formatted).toList();
        cluster.send(
                registry, ids.stream().map(id -> RawImages.distinct(id).build()).toArray(RawImage[]::new));
        Process killed = startProcess();
        started = killed;
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> cluster.written(Topics.IMAGE_TASKS_EXPRESS) > IMAGES / 20);

        // When
        killed.destroyForcibly().waitFor();
        long committedByTheKilled =
                cluster.committed(Topics.IMAGE_TASKS_EXPRESS).size();
        try (StreamsTopology topology = StreamsTopology.start(environment(), registry)) {
            topology.awaitRunning(LONGEST);
            await().atMost(LONGEST).until(cluster::isIdle);
        }

        // Then
        assertThat(committedByTheKilled).as("killed in mid-work").isLessThan(IMAGES);
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(cluster.openTransactions()).isEmpty());
        assertThat(cluster.committedKeys(Topics.IMAGE_TASKS_EXPRESS)).isEqualTo(ids);
        assertThat(cluster.committed(Topics.DEAD_LETTERS)).isEmpty();
    }

    /** Tallies are in memory between commits: what the killed had counted and not committed is counted again, the rest not. */
    @Test
    void countsEveryEndOnceThoughItsProcessIsKilled() throws Exception {
        // Given
        List<RawImage> uploads = IntStream.range(0, IMAGES)
                .mapToObj(i -> RawImages.distinct("image-%05d".formatted(i))
                        .setCustomerId("customer-" + i % 7)
                        .setContentType("text/plain")
                        .build())
                .toList();
        cluster.send(registry, uploads.toArray(RawImage[]::new));
        Process killed = startProcess();
        started = killed;
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> cluster.written(Topics.FAILED_IMAGES) > IMAGES / 3);

        // When
        killed.destroyForcibly().waitFor();
        int endedByTheKilled = cluster.committed(Topics.FAILED_IMAGES).size();
        try (StreamsTopology topology = StreamsTopology.start(environment(), registry)) {
            topology.awaitRunning(LONGEST);

            // Then
            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(cluster.imagesCounted(registry).values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isEqualTo(IMAGES));
        }
        assertThat(endedByTheKilled).as("killed in mid-work").isBetween(1, IMAGES - 1);
        assertThat(cluster.committed(Topics.FAILED_IMAGES)).hasSize(IMAGES);
    }

    private Process startProcess() throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TopologyProcess.class.getName())
                .inheritIO();
        process.environment().putAll(environment());
        return process.start();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put(TopologySettings.STATE_DIR, stateDirectory.toString());
        environment.put("SHARE_EXPRESS", "1000000");
        environment.put(TopologySettings.STATISTICS_INTERVAL_SECONDS, "1");
        return environment;
    }
}
