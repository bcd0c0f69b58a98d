package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every bundled photo from the upload to its end, looked at from every side a user has. */
@TestInstance(Lifecycle.PER_CLASS)
final class WholeFlowIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private RunningPlatform platform;
    private Client acme;
    private final Map<Path, String> imageIds = new LinkedHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final List<String> feed = new CopyOnWriteArrayList<>();

    @BeforeAll
    void uploadEveryPhoto(@TempDir Path directory) throws Exception {
        platform = RunningPlatform.start(directory.resolve("state"));
        acme = new Client(platform, "acme");
        Stream<String> listening = acme.feed().body();
        Thread.ofVirtual().start(() -> listen(listening));
        for (Path photo : Photos.all()) {
            imageIds.put(
                    photo, acme.upload(photo, "traceparent", traceOf(photo), "tracestate", "test=" + imageIds.size()));
        }
        await("every image's end is told")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told).containsAll(imageIds.values()));
    }

    private void listen(Stream<String> lines) {
        try (lines) {
            lines.forEach(line -> {
                if (line.startsWith("event:")) {
                    feed.add(line.substring(line.indexOf(':') + 1).strip());
                } else if (line.startsWith("data:")) {
                    told.add(line.replaceAll(".*\"image_id\":\"([^\"]+)\".*", "$1"));
                }
            });
        } catch (UncheckedIOException e) {
            feed.add("broken off: " + e);
        }
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void endsEveryGoodPhotoProcessedAndEveryBadOneFailedWithItsReason() throws Exception {
        for (Map.Entry<Path, String> image : imageIds.entrySet()) {
            // When
            JsonNode ending = acme.ending(image.getValue());

            // Then
            String photo = image.getKey().getFileName().toString();
            String reason = Photos.REASONS.get(photo);
            assertThat(ending.path("outcome").asText()).as(photo).isEqualTo(reason == null ? "processed" : "failed");
            assertThat(ending.path("reason").asText()).as(photo).isEqualTo(reason == null ? "" : reason);
            assertThat(ending.path("source_name").asText()).isEqualTo(photo);
        }
    }

    @Test
    void tellsEveryEndOnTheLiveFeedAndNothingElse() {
        // Then
        assertThat(told).containsExactlyInAnyOrderElementsOf(imageIds.values());
        assertThat(feed).hasSameSizeAs(imageIds.values()).containsOnly("processed", "failed");
    }

    @Test
    void servesVariantsThatAreWhatTheirMetadataSays() throws Exception {
        for (String imageId : imageIds.values()) {
            for (JsonNode variant : acme.ending(imageId).path("variants")) {
                // When
                HttpResponse<byte[]> response =
                        acme.variant(imageId, variant.path("name").asText());

                // Then
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("content-type"))
                        .contains(variant.path("content_type").asText());
                assertThat(sha256(response.body()))
                        .isEqualTo(variant.path("sha256").asText());
                var picture = ImageIO.read(new ByteArrayInputStream(response.body()));
                assertThat(picture.getWidth()).isEqualTo(variant.path("width").asInt());
                assertThat(picture.getHeight()).isEqualTo(variant.path("height").asInt());
            }
        }
    }

    @Test
    void turnsAPhotoUprightThatWasStoredOnItsSide() throws Exception {
        // When
        JsonNode ending = acme.ending(imageIdOf("mountains-exif-orientation-6.jpg"));

        // Then
        assertThat(ending.path("width").asInt())
                .isLessThan(ending.path("height").asInt());
        JsonNode web = ending.path("variants").get(1);
        assertThat(web.path("width").asInt()).isGreaterThan(web.path("height").asInt());
    }

    @Test
    void keepsAnItemForEachImageInDynamoDb() {
        try (Table table = new Table(platform.dynamoDb())) {
            imageIds.forEach((photo, imageId) -> {
                // When
                var item = await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> table.item(imageId), Optional::isPresent)
                        .orElseThrow();

                // Then
                boolean good = !Photos.REASONS.containsKey(photo.getFileName().toString());
                assertThat(item.text("outcome")).contains(good ? "processed" : "failed");
                assertThat(item.text("customer_id")).contains("acme");
                assertThat(item.text("finished_at").orElse(""))
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
                assertThat(item.text("traceparent")).contains(traceOf(photo));
                assertThat(item.attributes().containsKey("variants")).isEqualTo(good);
                assertThat(item.attributes().values()).noneMatch(value -> Boolean.TRUE.equals(value.nul()));
            });
        }
    }

    @Test
    void keepsWhatWasDoneForTheCustomerInDynamoDb() {
        // Given
        long failed = imageIds.keySet().stream()
                .filter(photo -> Photos.REASONS.containsKey(photo.getFileName().toString()))
                .count();

        // Then
        try (Table table = new Table(platform.dynamoDb())) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(table.images("acme", "failed")).isEqualTo(failed);
                assertThat(table.images("acme", "processed") + table.images("acme", "duplicate"))
                        .isEqualTo(imageIds.size() - failed);
            });
        }
    }

    @Test
    void tellsAnOperatorWhereAnImageStands() throws Exception {
        // When
        JsonNode image = Client.get(platform.topology().resolve("/v1/images/" + imageIdOf("puppies.gif")));
        JsonNode lanes = Client.get(platform.topology().resolve("/v1/lanes"));

        // Then
        assertThat(image.path("state").asText()).isEqualTo("processed");
        assertThat(image.path("customer_id").asText()).isEqualTo("acme");
        assertThat(lanes.findValuesAsText("depth")).containsExactly("0", "0", "0");
    }

    @Test
    void showsACustomerNothingOfAnothers() throws Exception {
        // Given
        Client stranger = new Client(platform, "globex");
        String imageId = imageIdOf("puppies.gif");

        // Then
        assertThat(stranger.metadata(imageId).statusCode()).isEqualTo(404);
        assertThat(stranger.variant(imageId, "web").statusCode()).isEqualTo(404);
    }

    @Test
    void managesItsConnectorsThroughTheRestApi() throws Exception {
        // When
        JsonNode connectors = Client.get(platform.connect().resolve("/connectors"));
        JsonNode status = Client.get(platform.connect().resolve("/connectors/images-dynamodb/status"));

        // Then
        assertThat(connectors)
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("images-dynamodb", "customer-stats-dynamodb");
        assertThat(status.findValuesAsText("state")).isNotEmpty().containsOnly("RUNNING");
    }

    @Test
    void leavesOneTerminalEventForEachImageAndNothingOpen() throws Exception {
        // When
        List<String> processed = new Topic(platform.bootstrapServers(), "processed-images").keys();
        List<String> failed = new Topic(platform.bootstrapServers(), "failed-images").keys();

        // Then
        assertThat(Stream.concat(processed.stream(), failed.stream()))
                .containsExactlyInAnyOrderElementsOf(imageIds.values());
        assertThat(new Topic(platform.bootstrapServers(), "dead-letters").records())
                .isEmpty();
        await("transactions end within a commit interval")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    for (String topic : List.of("failed-images", "image-tasks-express", "image-tasks-standard")) {
                        assertThat(new Topic(platform.bootstrapServers(), topic).openTransactions())
                                .isEmpty();
                    }
                });
    }

    @Test
    void keepsEachUploadInItsTraceFromTheRequestToItsEnd() {
        // Given
        Map<String, String> traces = new HashMap<>();
        imageIds.forEach((photo, imageId) -> traces.put(imageId, traceOf(photo)));

        // Then on the way to the function, back from it, and at the end
        for (String each :
                List.of("raw-images", "image-tasks-express", "task-outcomes", "processed-images", "failed-images")) {
            assertThat(new Topic(platform.bootstrapServers(), each).records())
                    .as(each)
                    .isNotEmpty()
                    .allSatisfy(image -> {
                        assertThat(header(image, "traceparent")).isEqualTo(traces.get(image.key()));
                        assertThat(header(image, "tracestate")).startsWith("test=");
                    });
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
    }

    /** A trace of its own for each photo. */
    private static String traceOf(Path photo) {
        return "00-%032x-00f067aa0ba902b7-01"
                .formatted((photo.getFileName().toString().hashCode() & 0xFFFFFFFFL) | (1L << 40));
    }

    private String imageIdOf(String photo) {
        return Objects.requireNonNull(
                imageIds.get(RunningPlatform.HOME.resolve("photos").resolve(photo)));
    }

    private static String sha256(byte[] bytes) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
