package dev.darkroom.imagecollection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.RawImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageCollectionTest {
    private static final Path PHOTO = Path.of("../../photos/budgerigar-baseline.jpg");
    private final TestingCollection collection = new TestingCollection();
    private final TestingRawImageStore store = collection.store;
    private final TestingRawImageLog log = collection.log;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void answersAnAcceptedImageWithItsIdAndLinks() throws Exception {
        // When
        HttpResponse<String> answer = post("/v1/images?name=a%20bird.jpg&function=web-variants", ofPhoto());

        // Then
        RawImage image = log.published.getFirst();
        String self = "http://images.example/v1/images/" + image.getImageId();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("location")).contains(self);
        assertThat(answer.body())
                .isEqualTo("{\"image_id\":\"" + image.getImageId() + "\",\"state\":\"accepted\",\"links\":{\"self\":\""
                        + self + "\",\"stream\":\"http://images.example/v1/stream\"}}");
    }

    @Test
    void announcesWhatTheBytesSay() throws Exception {
        // When
        post("/v1/images?name=a%20bird.jpg&function=web-variants", ofPhoto());

        // Then
        byte[] bytes = Files.readAllBytes(PHOTO);
        RawImage image = log.published.getFirst();
        assertThat(UUID.fromString(image.getImageId()).version()).isEqualTo(7);
        assertThat(image.getCustomerId()).isEqualTo("acme");
        assertThat(image.getBucket()).isEqualTo("raw");
        assertThat(image.getKey()).isEqualTo("raw/acme/" + image.getImageId());
        assertThat(store.sizes).containsEntry(image.getKey(), (long) bytes.length);
        assertThat(image.getSizeBytes()).isEqualTo(bytes.length);
        assertThat(image.getSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(image.getContentType()).isEqualTo("image/jpeg");
        assertThat(image.getDeclaredContentType()).isEqualTo("text/plain");
        assertThat(image.getWidth()).isPositive();
        assertThat(image.getHeight()).isPositive();
        assertThat(image.getSourceName()).isEqualTo("a bird.jpg");
        assertThat(image.getFunction()).isEqualTo("web-variants");
    }

    @Test
    void acceptsWhatIsNoImageAndLeavesItToTheTopology() throws Exception {
        // When
        HttpResponse<String> answer = post("/v1/images?name=notes.jpg", BodyPublishers.ofString("not a photo"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(log.published.getFirst().getContentType()).isEqualTo("application/octet-stream");
        assertThat(log.published.getFirst().getWidth()).isNull();
    }

    @Test
    void refusesABodyOfUnknownLength() throws Exception {
        // When
        String answer = exchange(new String(head("Transfer-Encoding: chunked"), UTF_8));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 411").contains("urn:darkroom:problem:length-required");
        assertThat(store.sizes).isEmpty();
    }

    @Test
    void acceptsNothingWhileTheStoreIsAway() throws Exception {
        // Given
        store.away = true;

        // When
        HttpResponse<String> answer = post("/v1/images", ofPhoto());

        // Then
        assertRefused(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("retry-after")).contains("2");
        assertThat(log.published).isEmpty();
    }

    @Test
    void acceptsNothingWhileTheLogIsAway() throws Exception {
        // Given
        log.away = true;

        // When
        HttpResponse<String> answer = post("/v1/images", ofPhoto());

        // Then
        assertRefused(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
    }

    @Test
    void answersOnlyAfterTheStoreConfirmed() throws Exception {
        // Given
        store.confirm = new CountDownLatch(1);

        // When
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/v1/images", ofPhoto()), BodyHandlers.ofString());

        // Then
        await().untilAsserted(() -> assertThat(store.waiting).hasPositiveValue());
        assertThat(answer).isNotDone();
        assertThat(log.published).isEmpty();
        store.confirm.countDown();
        assertThat(answer.get().statusCode()).isEqualTo(202);
        assertThat(log.published).hasSize(1);
    }

    @Test
    void refusesAnEmptyBody() throws Exception {
        assertRefused(post("/v1/images", BodyPublishers.noBody()), 400, "empty-body");
    }

    @Test
    void refusesAnUnknownCustomer() throws Exception {
        // When
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("/v1/images")).POST(ofPhoto()).build(), BodyHandlers.ofString());

        // Then
        assertRefused(answer, 400, "customer-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=a%00b", "name=a%0Ab", "name=%7F", "name=LONG"})
    void refusesANameThatIsNone(String query) throws Exception {
        // When
        HttpResponse<String> answer = post("/v1/images?" + query.replace("LONG", "n".repeat(256)), ofPhoto());

        // Then
        assertRefused(answer, 400, "bad-name");
        assertThat(log.published).isEmpty();
    }

    @Test
    void refusesAFunctionThatCannotBeOne() throws Exception {
        assertRefused(post("/v1/images?function=..%2Fweb", ofPhoto()), 400, "bad-function");
    }

    @Test
    void refusesTooLargeABodyBeforeReadingIt() throws Exception {
        // When
        String answer = exchange(
                "POST /v1/images HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\nExpect: 100-continue\r\nContent-Length: "
                        + (TestingCollection.LARGEST_IMAGE_BYTES + 1) + "\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413").contains("urn:darkroom:problem:too-large");
    }

    @Test
    void announcesNothingWhenTheBodyIsCutOff() throws Exception {
        // When
        String answer;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Content-Length: 1000000"));
            out.write("12345678".getBytes(UTF_8));
            socket.shutdownOutput();
            answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        }

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400").contains("urn:darkroom:problem:body-incomplete");
        assertThat(store.sizes).isEmpty();
        assertThat(log.published).isEmpty();
    }

    @Test
    void refusesABodyThatComesTooSlowly() throws Exception {
        // When a byte comes now and then
        String answer;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Content-Length: 1000000"));
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                out.write('x');
                return socket.getInputStream().available() > 0;
            });
            answer = new String(socket.getInputStream().readNBytes(12), UTF_8);
        }

        // Then
        assertThat(answer).isEqualTo("HTTP/1.1 408");
        assertThat(log.published).isEmpty();
    }

    @Test
    void pushesBackWhenAllOfACustomersPlacesAreTaken() throws Exception {
        // Given
        store.confirm = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
        for (int i = 0; i < TestingCollection.PLACES_OF_ONE_CUSTOMER; i++) {
            first.add(client.sendAsync(request("/v1/images", ofPhoto()), BodyHandlers.ofString()));
        }
        await().untilAsserted(() -> assertThat(store.waiting).hasValue(TestingCollection.PLACES_OF_ONE_CUSTOMER));

        // When
        HttpResponse<String> answer = post("/v1/images", ofPhoto());

        // Then
        assertRefused(answer, 429, "too-many-requests");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        store.confirm.countDown();
        for (CompletableFuture<HttpResponse<String>> each : first) {
            assertThat(each.get().statusCode()).isEqualTo(202);
        }
        assertThat(post("/v1/images", ofPhoto()).statusCode()).isEqualTo(202);
    }

    @Test
    void letsAnUploadUnderWayEndWhenItStops() throws Exception {
        // Given
        store.confirm = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/v1/images", ofPhoto()), BodyHandlers.ofString());
        await().untilAsserted(() -> assertThat(store.waiting).hasPositiveValue());

        // When
        CompletableFuture<Void> stop = CompletableFuture.runAsync(collection::stop);
        store.confirm.countDown();

        // Then
        assertThat(answer.get().statusCode()).isEqualTo(202);
        stop.get();
    }

    @Test
    void isReadyOnlyWhileStoreAndLogAre() throws Exception {
        // Given
        log.away = true;

        // When
        HttpResponse<String> ready =
                client.send(HttpRequest.newBuilder(uri("/readyz")).build(), BodyHandlers.ofString());
        HttpResponse<String> live =
                client.send(HttpRequest.newBuilder(uri("/livez")).build(), BodyHandlers.ofString());

        // Then
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo("{\"ready\":false,\"checks\":{\"kafka\":\"away\",\"registry\":\"ok\",\"s3\":\"ok\"}}");
        assertThat(live.statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String kind) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:darkroom:problem:" + kind);
    }

    private static BodyPublisher ofPhoto() throws IOException {
        return BodyPublishers.ofFile(PHOTO);
    }

    private HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request(path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, BodyPublisher body) {
        return HttpRequest.newBuilder(uri(path))
                .header("X-Customer-Id", "acme")
                .header("Content-Type", "text/plain")
                .POST(body)
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + collection.port() + path);
    }

    private static byte[] head(String framing) {
        return ("POST /v1/images HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\n" + framing + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), collection.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
