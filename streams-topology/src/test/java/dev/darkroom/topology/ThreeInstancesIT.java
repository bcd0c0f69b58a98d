package dev.darkroom.topology;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.kafka.KafkaSettings;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.topology.admission.RawImages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances in processes of their own share the work while one is killed in the middle of it, the broker is
 * restarted and the functions stand still for longer than a task may take. At the end each accepted image has ended once:
 * processed, failed or as a duplicate. The broker is the local stack's; the functions are a stand-in that answers tasks,
 * some of them twice, some badly.
 */
@Tag("proof")
final class ThreeInstancesIT {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int IMAGES = 3_000;
    private static final int CUSTOMERS = 20;

    @TempDir
    Path directory;

    private final SchemaRegistry registry = TopologyProcess.registry();
    private final List<Process> instances = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private TestingCluster cluster;

    @BeforeEach
    void startBroker() throws Exception {
        cluster = new TestingCluster(KafkaSettings.in(directory.resolve("kafka")));
    }

    @AfterEach
    void stop() throws Exception {
        for (Process instance : instances) {
            instance.destroyForcibly().waitFor();
        }
        cluster.close();
    }

    @Test
    void endsEachAcceptedImageOnceWhateverIsKilledRestartedOrStalled() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            startInstance("instance-" + i);
        }
        await().atMost(LONGEST).until(() -> ports.stream().allMatch(this::isReady));
        List<RawImage> uploads = uploads(new Random(7));
        TestingFunctions functions = new TestingFunctions(cluster.bootstrapServers(), registry);

        try (functions) {
            // When: half of the work, then a kill in the middle of it
            cluster.send(registry, uploads.subList(0, IMAGES / 2).toArray(RawImage[]::new));
            await().atMost(LONGEST).until(() -> cluster.written(Topics.PROCESSED_IMAGES) > IMAGES / 20);
            instances.getFirst().destroyForcibly().waitFor();

            // the functions stand still for longer than a task may take
            functions.stall();
            cluster.send(registry, uploads.subList(IMAGES / 2, IMAGES).toArray(RawImage[]::new));
            await().atMost(LONGEST).until(() -> functions.seen() > 0 && cluster.redispatched(registry) > 0);

            // the broker is restarted while they do
            cluster.restart();
            functions.go();
            startInstance("instance-0");

            // Then
            await().atMost(LONGEST)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(ends().keySet()).hasSize(uploads.size()));
        }
        assertThat(ends().keySet())
                .isEqualTo(uploads.stream().map(RawImage::getImageId).collect(Collectors.toSet()));
        assertThat(ends().values()).as("each ended once").containsOnly(1L);
        assertThat(cluster.committed(Topics.DEAD_LETTERS)).isEmpty();
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(cluster.openTransactions()).isEmpty());
        assertEveryInstanceKnowsEveryImage(uploads);
    }

    private void assertEveryInstanceKnowsEveryImage(List<RawImage> uploads) {
        for (int port : ports.subList(1, ports.size())) {
            for (RawImage upload : uploads.subList(0, 20)) {
                await().atMost(LONGEST).untilAsserted(() -> {
                    HttpResponse<String> answer = get(port, "/v1/images/" + upload.getImageId());
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).containsAnyOf("\"state\":\"processed\"", "\"state\":\"failed\"");
                });
            }
            await().atMost(LONGEST)
                    .untilAsserted(() ->
                            assertThat(get(port, "/v1/lanes").body()).contains("\"lane\":\"express\",\"depth\":0"));
            assertThat(get(port, "/v1/customers/customer-1/images?state=open").body())
                    .contains("\"open\":0");
            assertThat(get(port, "/v1/images/unheard-of").statusCode()).isEqualTo(404);
        }
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

    private Map<String, Long> ends() {
        return Set.of(Topics.PROCESSED_IMAGES, Topics.FAILED_IMAGES).stream()
                .flatMap(topic -> cluster.committedKeys(topic).stream())
                .collect(groupingBy(id -> id, TreeMap::new, counting()));
    }

    private boolean isReady(int port) {
        try {
            return get(port, "/readyz").statusCode() == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static HttpResponse<String> get(int port, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void startInstance(String name) throws IOException {
        int port = LoopbackPort.orFree(0);
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put(TopologySettings.STATE_DIR, directory.resolve(name).toString());
        environment.put(TopologySettings.STANDBY_REPLICAS, "1");
        environment.put(TopologySettings.ROCKSDB_MEMORY_MB, "64");
        environment.put(TopologySettings.TASK_TIMEOUT_SECONDS, "20");
        environment.put(TopologySettings.TASK_ATTEMPTS, "1000");
        environment.put(TopologySettings.BACKOFF_SECONDS, "1");
        environment.put(TopologySettings.LONGEST_BACKOFF_SECONDS, "2");
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("KAFKA_HEARTBEAT_INTERVAL_MS", "2000");
        environment.put("HTTP_PORT", Integer.toString(port));
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TopologyProcess.class.getName())
                .inheritIO();
        process.environment().putAll(environment);
        instances.add(process.start());
        ports.add(port);
    }
}
