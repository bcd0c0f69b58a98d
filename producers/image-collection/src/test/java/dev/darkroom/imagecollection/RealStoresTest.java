package dev.darkroom.imagecollection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.schemas.RawImage;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole application against Kafka, Glue's registry and S3. */
final class RealStoresTest {
    private static final Path PHOTO = Path.of("../../photos/budgerigar-baseline.jpg");

    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    private final RealStores stores = STORES.get();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void storesAndAnnouncesAnImage() throws Exception {
        // Given
        byte[] photo = Files.readAllBytes(PHOTO);

        try (ImageCollection collection = ImageCollection.start(stores.environment());
                S3Client s3 = stores.s3()) {
            // When
            HttpResponse<String> answer = post(collection, BodyPublishers.ofByteArray(photo));

            // Then
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            RawImage image = announced(answer);
            var stored =
                    s3.getObjectAsBytes(get -> get.bucket(image.getBucket()).key(image.getKey()));
            assertThat(stored.asByteArray()).isEqualTo(photo);
            assertThat(stored.response().contentType()).isEqualTo("image/jpeg");
            assertThat(image.getSha256()).isEqualTo(sha256(photo));
        }
    }

    @ParameterizedTest(name = "{0} MiB of memory: in {1} parts")
    @CsvSource({"128, 0", "16, 2", "8, 3", "1, 0"})
    void storesALongImageAsMemoryAllows(int bufferedMebibytes, int parts) throws Exception {
        // Given
        byte[] bytes = new byte[20_000_000];
        new Random(bufferedMebibytes).nextBytes(bytes);

        try (ImageCollection collection = ImageCollection.start(stores.environment(bufferedMebibytes));
                S3Client s3 = stores.s3()) {
            // When
            HttpResponse<String> answer = post(collection, BodyPublishers.ofByteArray(bytes));

            // Then
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            RawImage image = announced(answer);
            var stored =
                    s3.getObjectAsBytes(get -> get.bucket(image.getBucket()).key(image.getKey()));
            assertThat(sha256(stored.asByteArray())).isEqualTo(sha256(bytes)).isEqualTo(image.getSha256());
            assertThat(stored.response().eTag()).matches(parts == 0 ? "[^-]*" : ".*-" + parts + "\"");
        }
    }

    @Test
    void keepsNothingOfALongBodyThatIsCutOff() throws Exception {
        // Given
        int announcedBefore = stores.announced().size();
        int storedBefore = stored().size();

        try (ImageCollection collection = ImageCollection.start(stores.environment(8))) {
            // When
            assertThat(cutOff(collection)).startsWith("HTTP/1.1 400");

            // Then
            assertThat(stores.announced()).hasSize(announcedBefore);
            await().untilAsserted(() -> assertThat(stored()).hasSize(storedBefore));
        }
    }

    @Test
    void acceptsNothingWhileS3IsAway() throws Exception {
        // Given
        int announcedBefore = stores.announced().size();
        String endpoint = System.setProperty("aws.endpointUrlS3", "http://127.0.0.1:" + LoopbackPort.orFree(0));
        try (ImageCollection collection = ImageCollection.start(stores.environment())) {
            // When
            HttpResponse<String> answer = post(collection, BodyPublishers.ofFile(PHOTO));

            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            assertThat(stores.announced()).hasSize(announcedBefore);
            assertThat(get(collection, "/readyz").body())
                    .contains("\"kafka\":\"ok\",\"registry\":\"ok\",\"s3\":\"away\"");
        } finally {
            System.setProperty("aws.endpointUrlS3", endpoint);
        }
    }

    @Test
    void acceptsNothingWhileKafkaIsAway() throws Exception {
        // Given
        Map<String, String> environment = new HashMap<>(stores.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + LoopbackPort.orFree(0));
        environment.put("KAFKA_MAX_BLOCK_MS", "500");
        try (ImageCollection collection = ImageCollection.start(environment)) {
            // When
            HttpResponse<String> answer = post(collection, BodyPublishers.ofFile(PHOTO));

            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(get(collection, "/readyz").body()).contains("\"kafka\":\"away\"", "\"s3\":\"ok\"");
        }
    }

    private RawImage announced(HttpResponse<String> answer) {
        List<RawImage> images = stores.announced().stream()
                .filter(image -> answer.body().contains(image.getImageId()))
                .toList();
        assertThat(images).hasSize(1);
        return images.getFirst();
    }

    private List<String> stored() {
        try (S3Client s3 = stores.s3()) {
            return s3.listObjectsV2(list -> list.bucket(RealStores.BUCKET)).contents().stream()
                    .map(object -> object.key())
                    .toList();
        }
    }

    /** What is answered to 10 MiB of the 20 MB announced. */
    private static String cutOff(ImageCollection collection) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collection.port());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(head(20_000_000));
            socket.getOutputStream().write(new byte[10 << 20]);
            socket.shutdownOutput();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static byte[] head(long bytes) {
        return ("POST /v1/images HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\nContent-Length: " + bytes + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private HttpResponse<String> post(ImageCollection collection, BodyPublisher body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collection.port() + "/v1/images"))
                        .header("X-Customer-Id", "acme")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(ImageCollection collection, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collection.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
