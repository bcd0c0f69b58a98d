package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.schemas.RawImage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadSessionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PART = UploadSession.PART_BYTES;

    private final TestingCollection collection = new TestingCollection();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http acme = new Http(client, collection.port(), "acme");
    private final byte[] bytes = random(2 * PART + 1000);

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void takesAnImageInPartsInAnyOrderAndGoesOnAfterABreak() throws Exception {
        // Given
        JsonNode upload = begin(bytes.length, sha256(bytes));
        String path = "/v1/uploads/" + upload.path("upload_id").asText();
        assertThat(upload.path("missing")).hasSize(3);
        assertThat(upload.path("missing").path(2).path("size_bytes").asInt()).isEqualTo(1000);

        // When two of three have come
        assertThat(put(path, 2 * PART, bytes.length - 1).statusCode()).isEqualTo(204);
        assertThat(put(path, 0, PART - 1).statusCode()).isEqualTo(204);
        JsonNode missing = JSON.readTree(acme.get(path).body());
        HttpResponse<String> early = acme.post(path + "/complete", new byte[0]);

        // Then
        assertThat(missing.path("received_bytes").asLong()).isEqualTo(PART + 1000);
        assertThat(missing.path("missing")).hasSize(1);
        assertThat(missing.path("missing").path(0).path("part").asInt()).isEqualTo(2);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("upload-incomplete", ": 2");
        assertThat(put(path, PART, 2 * PART - 1).statusCode()).isEqualTo(204);
        HttpResponse<String> done = acme.post(path + "/complete", new byte[0]);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(202);
        RawImage image = collection.log.published.getFirst();
        assertThat(image.getSha256()).isEqualTo(sha256(bytes));
        assertThat(image.getSourceName()).isEqualTo("large.jpg");
        assertThat(collection.staging.objects).containsOnlyKeys(image.getKey());
    }

    @Test
    void acceptsTheSameUploadOnce() throws Exception {
        // Given
        byte[] small = random(100);
        String path = "/v1/uploads/" + begin(small.length, "").path("upload_id").asText();
        acme.send("PUT", path, BodyPublishers.ofByteArray(small));

        // When
        HttpResponse<String> first = acme.post(path + "/complete", new byte[0]);
        HttpResponse<String> second = acme.post(path + "/complete", new byte[0]);

        // Then
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(collection.log.published).hasSize(1);
    }

    @Test
    void refusesWhatIsNotAsItWasAnnounced() throws Exception {
        // Given
        byte[] small = random(100);
        JsonNode otherHash = begin(100, sha256(new byte[100]));
        JsonNode otherSize = begin(100, "");

        // When
        collection.staging.objects.put(
                "staging/acme/" + otherHash.path("upload_id").asText(), small);
        collection.staging.objects.put(
                "staging/acme/" + otherSize.path("upload_id").asText(), random(99));

        // Then
        assertThat(complete(otherHash).body()).contains("checksum-mismatch");
        assertThat(complete(otherSize).body()).contains("size-mismatch");
        assertThat(collection.log.published).isEmpty();
        assertThat(complete(otherHash).statusCode()).as("it is over").isEqualTo(404);
        assertThat(collection.staging.objects).isEmpty();
    }

    @Test
    void isBegunOnceForOneKey() throws Exception {
        // When
        String first = acme.json("POST", "/v1/uploads", "{\"size_bytes\":100}", "Idempotency-Key", "k")
                .body();
        String again = acme.json("POST", "/v1/uploads", "{\"size_bytes\":100}", "Idempotency-Key", "k")
                .body();
        HttpResponse<String> other = acme.json("POST", "/v1/uploads", "{\"size_bytes\":101}", "Idempotency-Key", "k");

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void takesNothingAfterItWasGivenUp() throws Exception {
        // Given
        String path = "/v1/uploads/" + begin(100, "").path("upload_id").asText();

        // When
        assertThat(acme.send("DELETE", path, BodyPublishers.noBody()).statusCode())
                .isEqualTo(204);

        // Then
        assertThat(acme.send("PUT", path, BodyPublishers.ofByteArray(new byte[100]))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"size_bytes\":",
                "{\"size_bytes\":1.5}",
                "{\"size_bytes\":\"1\"}",
                "{\"size_bytes\":1,\"colour\":1}",
                "{\"size_bytes\":1,\"sha256\":\"x\"}",
                "{\"size_bytes\":1,\"name\":\"a\\u0000\"}",
                "{\"size_bytes\":1,\"operations\":{}}"
            })
    void refusesABeginningThatCannotBe(String json) throws Exception {
        assertThat(acme.json("POST", "/v1/uploads", json).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, (100L << 20) + 1, Long.MAX_VALUE})
    void refusesASizeOutOfBounds(long bytes) throws Exception {
        assertThat(acme.json("POST", "/v1/uploads", "{\"size_bytes\":" + bytes + "}")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 1-100/16778216",
                "bytes 0-99/16778216",
                "bytes 0-8388607/5",
                "bytes 16777216-16778215/16778217",
                "bytes 99999999999-99999999999/16778216",
                "0-1"
            })
    void refusesARangeThatIsNoPart(String range) throws Exception {
        // Given
        String path = "/v1/uploads/" + begin(bytes.length, "").path("upload_id").asText();

        // When
        HttpResponse<String> answer =
                acme.send("PUT", path, BodyPublishers.ofByteArray(new byte[100]), "Content-Range", range);

        // Then
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("content-range")).contains("bytes */" + bytes.length);
    }

    private JsonNode begin(int size, String sha256) throws Exception {
        String json = "{\"size_bytes\":" + size + ",\"name\":\"large.jpg\""
                + (sha256.isEmpty() ? "" : ",\"sha256\":\"" + sha256 + "\"") + "}";
        HttpResponse<String> answer = acme.json("POST", "/v1/uploads", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> put(String path, int first, int last) throws Exception {
        return acme.send(
                "PUT",
                path,
                BodyPublishers.ofByteArray(Arrays.copyOfRange(bytes, first, last + 1)),
                "Content-Range",
                "bytes " + first + "-" + last + "/" + bytes.length);
    }

    private HttpResponse<String> complete(JsonNode upload) throws Exception {
        return acme.post("/v1/uploads/" + upload.path("upload_id").asText() + "/complete", new byte[0]);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
