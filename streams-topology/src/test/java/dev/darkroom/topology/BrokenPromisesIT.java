package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.topology.admission.RawImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps the promise that {@link ThreeInstancesIT} proves, taken away: with the same functions and the same check, an
 * image is lost without deadlines, and doubled without state.
 */
@Tag("proof")
final class BrokenPromisesIT {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String TIMEOUT_SECONDS = "3";
    private static final String NEVER = "100000";

    @TempDir
    Path directory;

    private final SchemaRegistry registry = TopologyProcess.registry();
    private final List<RawImage> uploads = IntStream.range(0, 40)
            .mapToObj("image-%02d"::formatted)
            .map(id -> RawImages.distinct(id).build())
            .toList();
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
    void endsEachImageOnceWithDeadlinesAndState() throws Exception {
        // When
        Ledger ledger = afterAStallAndARestart(TIMEOUT_SECONDS, false);

        // Then
        assertThat(ledger).isEqualTo(Ledger.BALANCED);
    }

    @Test
    void losesImagesWithoutDeadlines() throws Exception {
        // When
        Ledger ledger = afterAStallAndARestart(NEVER, false);

        // Then
        assertThat(ledger.missing()).isNotEmpty();
        assertThat(ledger.doubled()).isEmpty();
    }

    @Test
    void doublesImagesWithoutState() throws Exception {
        // When
        Ledger ledger = afterAStallAndARestart(TIMEOUT_SECONDS, true);

        // Then
        assertThat(ledger.missing()).isEmpty();
        assertThat(ledger.doubled()).isNotEmpty();
    }

    /** Functions take half of the tasks and answer none of them; the instance is killed; all outcomes are told again. */
    private Ledger afterAStallAndARestart(String timeoutSeconds, boolean stateIsLost) throws Exception {
        Map<String, String> settings = new HashMap<>(cluster.environment());
        settings.put(TopologySettings.TASK_TIMEOUT_SECONDS, timeoutSeconds);
        settings.put(TopologySettings.TASK_ATTEMPTS, "1000");
        try (InstanceProcesses instances = new InstanceProcesses(settings, directory);
                TestingFunctions functions = new TestingFunctions(cluster.bootstrapServers(), registry)) {
            instances.start("one");
            functions.stall();
            int half = uploads.size() / 2;
            cluster.send(registry, uploads.subList(0, half).toArray(RawImage[]::new));
            await().atMost(LONGEST).until(() -> functions.seen() >= half);
            functions.go();
            cluster.send(registry, uploads.subList(half, uploads.size()).toArray(RawImage[]::new));
            awaitTheEnd(timeoutSeconds);

            instances.kill("one");
            if (stateIsLost) {
                loseState(instances.stateOf("one"));
            }
            instances.start("one");
            await().atMost(LONGEST).until(instances::areReady);
            functions.repeatAll();
            await().atMost(LONGEST).until(cluster::isIdle);
        }
        return Ledger.of(uploads, cluster);
    }

    /** Of all images where there are deadlines, else of those that were answered. */
    private void awaitTheEnd(String timeoutSeconds) {
        int lost = timeoutSeconds.equals(NEVER) ? uploads.size() / 2 : 0;
        await().atMost(LONGEST)
                .until(() -> Ledger.of(uploads, cluster).missing().size() <= lost);
    }

    private void loseState(Path state) throws Exception {
        cluster.delete(StreamsProperties.APPLICATION_ID + "-images-changelog");
        try (Stream<Path> files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder()).forEach(BrokenPromisesIT::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
