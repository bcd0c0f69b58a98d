package dev.darkroom.imagestreaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.darkroom.finishedimages.FinishedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageStreamingTest {
    private static final String PATH = "/v1/images/" + Examples.IMAGE_ID;

    private final TestingStreaming testing = new TestingStreaming();
    private final TestingFinishedImages images = testing.images;
    private final TestingVariantStore variants = testing.variants;
    private final LiveFeed feed = testing.feed;
    private final AtomicBoolean following = testing.following;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        testing.close();
        client.close();
    }

    @Test
    void givesTheMetadataOfAnImage() throws Exception {
        // Given
        images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));

        // When
        HttpResponse<String> answer = get(PATH, "acme");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(Examples.image(Examples.IMAGE_ID, "acme").json());
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, PATH + "/variants/thumbnail"})
    void hidesOtherCustomersImages(String path) throws Exception {
        // Given
        images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));

        // When
        HttpResponse<String> answer = get(path, "other");

        // Then
        assertNotFound(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/images/..%2Fraw", "/v1/images/0190B0C4-0000-7000-8000-000000000001", "/v1/images/x"})
    void findsNothingUnderWhatIsNoId(String path) throws Exception {
        assertNotFound(get(path, "acme"));
    }

    @Test
    void findsNoVariantOfAnotherName() throws Exception {
        // Given
        images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));

        // When
        HttpResponse<String> answer = get(PATH + "/variants/..%2Fweb", "acme");

        // Then
        assertNotFound(answer);
    }

    @Test
    void sendsAVariantAsItLiesInTheStore() throws Exception {
        // Given
        images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));

        // When
        HttpResponse<String> answer = get(PATH + "/variants/thumbnail", "acme");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
        assertThat(answer.headers().firstValue("content-length")).contains("1000");
        assertThat(answer.headers().firstValue("etag")).contains("\"" + Examples.SMALL_SHA256 + "\"");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.body()).hasSize(1000);
    }

    @Test
    void readsNoFurtherAheadThanTheClientTakes() throws Exception {
        // Given
        images.images.put(Examples.IMAGE_ID, Examples.withHugeVariant(Examples.IMAGE_ID, "acme"));

        // When the client takes a little and stops
        HttpResponse<InputStream> answer =
                client.send(request(PATH + "/variants/huge", "acme"), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            body.readNBytes(100_000);
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(variants.read).hasValueLessThan(25_000_000));

            // Then the rest is still there
            assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(50_000_000 - 100_000);
        }
    }

    @Test
    void cutsOffAClientThatStopsReadingAndServesOthersMeanwhile() throws Exception {
        // Given
        String othersId = "0190b0c4-0000-7000-8000-00000000000f";
        images.images.put(Examples.IMAGE_ID, Examples.withHugeVariant(Examples.IMAGE_ID, "acme"));
        images.images.put(othersId, Examples.image(othersId, "other"));

        // When
        HttpResponse<InputStream> stalled =
                client.send(request(PATH + "/variants/huge", "acme"), BodyHandlers.ofInputStream());
        HttpResponse<String> second = get(PATH + "/variants/thumbnail", "acme");
        HttpResponse<String> others = get("/v1/images/" + othersId + "/variants/thumbnail", "other");

        // Then
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("retry-after")).isPresent();
        assertThat(others.statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(variants.open).hasValue(0));
        assertThat(get(PATH + "/variants/thumbnail", "acme").statusCode()).isEqualTo(200);
        assertThatIOException().isThrownBy(() -> stalled.body().transferTo(OutputStream.nullOutputStream()));
    }

    @Test
    void cutsTheConnectionWhenTheBytesEndEarly() {
        // Given
        images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));
        variants.endsAt = 500_000;

        // Then
        assertThatThrownBy(() -> get(PATH + "/variants/web", "acme")).isInstanceOf(IOException.class);
        await().untilAsserted(() -> assertThat(variants.open).hasValue(0));
    }

    @Test
    void showsAListenerItsCustomersImagesOnly() throws Exception {
        try (Stream stream = new Stream("acme")) {
            // When
            testing.publish(Examples.image(Examples.IMAGE_ID, "other"));
            testing.publish(Examples.image(Examples.IMAGE_ID, "acme"));

            // Then
            assertThat(stream.event())
                    .containsExactly(
                            "id:" + feed.position().encode(),
                            "event:processed",
                            "data:" + Examples.image(Examples.IMAGE_ID, "acme").json());
        }
    }

    @Test
    void keepsAQuietConnectionAliveWithComments() throws Exception {
        try (Stream stream = new Stream("acme")) {
            assertThat(stream.lines.readLine()).isEqualTo(":quiet");
        }
    }

    @Test
    void dropsAListenerThatDoesNotKeepUpWithALastEvent() throws Exception {
        try (Stream stream = new Stream("acme")) {
            // When far more is published than fits into its queue and the sockets' buffers
            FinishedImage image = Examples.image(Examples.IMAGE_ID, "acme");
            for (int i = 0; i < 50_000; i++) {
                testing.publish(image);
            }

            // Then
            List<String> last = List.of();
            for (List<String> next = stream.event(); !next.isEmpty(); next = stream.event()) {
                last = next;
            }
            assertThat(last).hasSize(2).first().isEqualTo("event:end");
            assertThat(last.getLast()).contains("did not keep up");
        }
    }

    @Test
    void saysGoodbyeToListenersWhenItStops() throws Exception {
        try (Stream stream = new Stream("acme")) {
            // When
            testing.close();

            // Then
            assertThat(stream.event()).first().isEqualTo("event:end");
        }
    }

    @Test
    void offersNoFeedWhileItDoesNotFollowTheTopics() throws Exception {
        // Given
        following.set(false);

        // When
        HttpResponse<String> answer = get("/v1/stream", "acme");
        HttpResponse<String> ready = get("/readyz", "acme");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"kafka\":\"away\"");
    }

    private static void assertNotFound(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    }

    private HttpResponse<String> get(String path, String customerId) throws IOException, InterruptedException {
        return client.send(request(path, customerId), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String customerId) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + testing.port() + path))
                .header("X-Customer-Id", customerId)
                .build();
    }

    /** A client of the live feed that has read its greeting. */
    private final class Stream implements AutoCloseable {
        private final BufferedReader lines;

        private Stream(String customerId) throws IOException, InterruptedException {
            HttpResponse<InputStream> answer =
                    client.send(request("/v1/stream", customerId), BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
            assertThat(lines.readLine()).isEqualTo(":listening");
            assertThat(lines.readLine()).startsWith("id:");
            assertThat(lines.readLine()).isEmpty();
        }

        /** The lines of the next event that is more than a comment; none at the end of the stream. */
        private List<String> event() throws IOException {
            List<String> event = new ArrayList<>();
            String line;
            while ((line = lines.readLine()) != null && (!line.isEmpty() || event.isEmpty())) {
                if (line.startsWith(":")) {
                    assertThat(lines.readLine()).startsWith("id:");
                } else if (!line.isEmpty()) {
                    event.add(line);
                }
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
