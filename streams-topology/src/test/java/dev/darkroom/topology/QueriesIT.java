package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions over HTTP, asked of two instances of which each has a half of the answers. */
final class QueriesIT {
    private static final Duration LONGEST = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    private final SchemaRegistry registry = TopologyProcess.registry();
    private final HttpClient http = HttpClient.newHttpClient();
    private TestingCluster cluster;

    @BeforeEach
    void startBroker() throws Exception {
        cluster = new TestingCluster();
    }

    @AfterEach
    void stopBroker() {
        cluster.close();
        http.close();
    }

    @Test
    void answersFromWhicheverInstanceKnows() throws Exception {
        // Given: acme has three images on a lane that takes two of its
        try (StreamsTopology one = start("one");
                StreamsTopology other = start("other")) {
            one.awaitRunning(LONGEST);
            other.awaitRunning(LONGEST);
            cluster.send(
                    registry,
                    RawImages.distinct("a").build(),
                    RawImages.distinct("b").build(),
                    RawImages.distinct("c").build(),
                    RawImages.distinct("elsewhere").setCustomerId("globex").build(),
                    RawImages.distinct("refused").setContentType("text/plain").build());

            for (StreamsTopology asked : new StreamsTopology[] {one, other}) {
                // When / Then
                assertAnswer(asked, "/v1/images/a", 200, "\"state\":\"dispatched\"", "\"lane\":\"express\"");
                assertAnswer(asked, "/v1/images/c", 200, "\"state\":\"waiting\"", "\"attempts\":0");
                assertAnswer(asked, "/v1/images/elsewhere", 200, "\"customer_id\":\"globex\"", "\"deadline\":");
                assertAnswer(
                        asked, "/v1/images/refused", 200, "\"state\":\"failed\"", "\"reason\":\"UNSUPPORTED_TYPE\"");
                assertAnswer(asked, "/v1/images/unheard-of", 404, "not-found");
                assertAnswer(asked, "/v1/images/a.b", 400, "id-malformed");
                assertAnswer(
                        asked,
                        "/v1/customers/acme/images?state=open",
                        200,
                        "\"open\":3",
                        "\"image_id\":\"c\",\"state\":\"waiting\"");
                assertAnswer(asked, "/v1/customers/acme/images?state=closed", 400, "state-unknown");
                assertAnswer(
                        asked,
                        "/v1/lanes",
                        200,
                        "{\"lane\":\"express\",\"depth\":4,\"waiting\":1,\"in_flight\":3,",
                        "\"oldest_open\":{\"image_id\":",
                        "{\"lane\":\"bulk\",\"depth\":0,");
                assertAnswer(asked, "/v1/commands/unheard-of", 404, "not-found");
                assertAnswer(asked, "/livez", 200, "true");
                assertAnswer(asked, "/readyz", 200, "\"topology\":\"ok\"");
            }
        }
    }

    @Test
    void tellsWhatCameOfACommandOnAllPartitionsTogether() throws Exception {
        // Given: failures on both partitions, and one of another reason
        try (StreamsTopology one = start("one");
                StreamsTopology other = start("other")) {
            one.awaitRunning(LONGEST);
            other.awaitRunning(LONGEST);
            String[] customers = {"acme", "globex", "initech", "hooli", "umbrella", "tyrell"};
            for (String customer : customers) {
                RawImage image =
                        RawImages.distinct(customer).setCustomerId(customer).build();
                cluster.send(registry, image);
            }
            await().atMost(LONGEST)
                    .until(() ->
                            cluster.committedKeys(Topics.IMAGE_TASKS_EXPRESS).size() == customers.length);
            cluster.refuseAll(registry, Reason.CORRUPT);
            await().atMost(LONGEST)
                    .until(() -> cluster.committedKeys(Topics.FAILED_IMAGES).size() == customers.length);

            // When
            cluster.command(
                    registry, redrive("all").setReason(Reason.CORRUPT.name()).build());
            cluster.command(
                    registry, redrive("none").setReason(Reason.TRUNCATED.name()).build());
            cluster.command(
                    registry,
                    redrive("one")
                            .setCustomerId("acme")
                            .setImageId("unheard-of")
                            .build());

            // Then
            for (StreamsTopology asked : new StreamsTopology[] {one, other}) {
                assertAnswer(
                        asked,
                        "/v1/commands/all",
                        200,
                        "\"state\":\"done\",\"images_redriven\":6",
                        "\"partitions_done\":2");
                assertAnswer(asked, "/v1/commands/none", 200, "\"state\":\"done\",\"images_redriven\":0");
                assertAnswer(
                        asked, "/v1/commands/one", 200, "\"state\":\"done\",\"images_redriven\":0", "\"partitions\":1");
            }
        }
    }

    private static Command.Builder redrive(String commandId) {
        return Command.newBuilder()
                .setCommandId(commandId)
                .setKind(CommandKind.REDRIVE)
                .setIssuedAt(Instant.now());
    }

    /** As interactive queries of the second version do not, in Kafka 4.2.2: there a range and a write lock each other out. */
    @Test
    void answersWhileItTakesImagesIn() throws Exception {
        // Given
        int images = 3_000;
        try (StreamsTopology topology = start("one")) {
            topology.awaitRunning(LONGEST);
            RawImage[] uploads = IntStream.range(0, images)
                    .mapToObj(i -> RawImages.distinct("image-" + i).build())
                    .toArray(RawImage[]::new);

            // When
            cluster.send(registry, uploads);

            // Then
            await().atMost(LONGEST)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> get(topology.port(), "/v1/lanes").body().contains("\"depth\":" + images + ","));
        }
    }

    private void assertAnswer(StreamsTopology asked, String path, int status, String... parts) {
        await().atMost(LONGEST).untilAsserted(() -> {
            HttpResponse<String> answer = get(asked.port(), path);
            assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(parts);
        });
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    private StreamsTopology start(String name) {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put(TopologySettings.STATE_DIR, directory.resolve(name).toString());
        environment.put("SHARE_EXPRESS", "2");
        return StreamsTopology.start(environment, registry);
    }
}
