package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.topology.admission.RawImages;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances in processes of their own share the work while one is killed in the middle of it, the broker is killed
 * too and the functions stand still for longer than a task may take. At the end each accepted image has ended once:
 * processed, failed or as a duplicate. The broker is the local stack's; the functions are a stand-in that answers tasks,
 * some of them twice, some badly, and in the end all of them again. That the same check finds what is lost and what is
 * doubled, {@link BrokenPromisesIT} shows.
 */
@Tag("proof")
final class ThreeInstancesIT {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int IMAGES = 3_000;
    private static final int CUSTOMERS = 20;

    @TempDir
    Path directory;

    private final SchemaRegistry registry = TopologyProcess.registry();
    private BrokerProcess broker;
    private TestingCluster cluster;
    private InstanceProcesses instances;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new BrokerProcess(directory.resolve("kafka"));
        cluster = new TestingCluster(broker);
        Map<String, String> settings = new HashMap<>(cluster.environment());
        settings.put(TopologySettings.STANDBY_REPLICAS, "1");
        settings.put(TopologySettings.TASK_TIMEOUT_SECONDS, "20");
        settings.put(TopologySettings.TASK_ATTEMPTS, "1000");
        instances = new InstanceProcesses(settings, directory);
    }

    @AfterEach
    void stop() {
        instances.close();
        cluster.close();
    }

    @Test
    void endsEachAcceptedImageOnceWhateverIsKilledOrStalled() throws Exception {
        // Given
        for (String name : List.of("one", "two", "three")) {
            instances.start(name);
        }
        await().atMost(LONGEST).until(instances::areReady);
        List<RawImage> uploads = uploads(new Random(7));

        try (TestingFunctions functions = new TestingFunctions(cluster.bootstrapServers(), registry)) {
            // When: half of the work, then a kill in the middle of it
            cluster.send(registry, uploads.subList(0, IMAGES / 2).toArray(RawImage[]::new));
            await().atMost(LONGEST).until(() -> cluster.written(Topics.PROCESSED_IMAGES) > IMAGES / 20);
            instances.kill("one");

            // the functions stand still for longer than a task may take
            functions.stall();
            cluster.send(registry, uploads.subList(IMAGES / 2, IMAGES).toArray(RawImage[]::new));
            await().atMost(LONGEST).until(() -> functions.seen() > 0 && cluster.redispatched(registry) > 0);

            // the broker is killed while they do
            broker.kill();
            broker.startAgain();
            functions.go();
            instances.start("one");

            // and all is told again when it is over
            await().atMost(LONGEST)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Ledger.of(uploads, cluster).missing().isEmpty());
            functions.repeatAll();
            await().atMost(LONGEST).until(cluster::isIdle);
        }

        // Then
        assertThat(Ledger.of(uploads, cluster)).isEqualTo(Ledger.BALANCED);
        assertThat(cluster.committed(Topics.DEAD_LETTERS)).isEmpty();
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(cluster.openTransactions()).isEmpty());
        instances.ports().forEach(port -> assertKnowsEveryImage(port, uploads));
    }

    private static void assertKnowsEveryImage(int port, List<RawImage> uploads) {
        for (RawImage upload : uploads.subList(0, 20)) {
            await().atMost(LONGEST).untilAsserted(() -> {
                HttpResponse<String> answer = InstanceProcesses.get(port, "/v1/images/" + upload.getImageId());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).containsAnyOf("\"state\":\"processed\"", "\"state\":\"failed\"");
            });
        }
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(
                                InstanceProcesses.get(port, "/v1/lanes").body())
                        .contains("\"lane\":\"express\",\"depth\":0"));
        assertThat(InstanceProcesses.get(port, "/v1/customers/customer-1/images?state=open")
                        .body())
                .contains("\"open\":0");
        assertThat(InstanceProcesses.get(port, "/v1/images/unheard-of").statusCode())
                .isEqualTo(404);
    }

    /** Some of the same bytes, some refused at once. */
    private static List<RawImage> uploads(Random random) {
        return Stream.iterate(0, i -> i + 1)
                .limit(IMAGES)
                .map(i -> RawImages.distinct("bytes-" + random.nextInt(IMAGES))
                        .setImageId("image-%05d".formatted(i))
                        .setCustomerId("customer-" + random.nextInt(CUSTOMERS))
                        .setContentType(random.nextInt(20) == 0 ? "text/plain" : "image/png")
                        .build())
                .toList();
    }
}
