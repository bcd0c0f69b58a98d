package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.RawImage;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdempotencyTest {
    private final TestingCollection collection = new TestingCollection();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http acme = new Http(client, collection.port(), "acme");

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void givesTheSameAnswerAgainAndAnnouncesOnce() throws Exception {
        // When
        HttpResponse<String> first = acme.post("/v1/images?name=a", new byte[] {1, 2, 3}, "Idempotency-Key", "k");
        HttpResponse<String> second = acme.post("/v1/images?name=a", new byte[] {1, 2, 3}, "Idempotency-Key", "k");

        // Then
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("idempotency-replayed")).isEmpty();
        assertThat(second.headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(collection.log.published).hasSize(1);
        assertThat(UUID.fromString(collection.log.published.getFirst().getImageId())
                        .version())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?name=b", "?name=a&function=web-variants", "?name=a&operations=%5B%5D"})
    void refusesTheKeyForOtherParameters(String query) throws Exception {
        // Given
        acme.post("/v1/images?name=a", new byte[] {1}, "Idempotency-Key", "k");

        // When
        HttpResponse<String> other = acme.post("/v1/images" + query, new byte[] {1}, "Idempotency-Key", "k");

        // Then
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("idempotency-key-reused");
    }

    @Test
    void announcesAtTheNextAttemptWhatCouldNotBeAnnounced() throws Exception {
        // Given bytes that were stored, and a log that was away
        collection.log.away = true;
        assertThat(acme.post("/v1/images", new byte[] {1}, "Idempotency-Key", "k")
                        .statusCode())
                .isEqualTo(503);
        collection.log.away = false;

        // When other bytes come under the key, then the same
        HttpResponse<String> other = acme.post("/v1/images", new byte[] {2}, "Idempotency-Key", "k");
        HttpResponse<String> same = acme.post("/v1/images", new byte[] {1}, "Idempotency-Key", "k");

        // Then
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(same.statusCode()).isEqualTo(202);
        assertThat(collection.log.published).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "k\u007f"})
    void refusesAKeyThatIsNone(String key) throws Exception {
        if (key.isEmpty()) {
            assertThat(acme.post("/v1/images", new byte[] {1}, "Idempotency-Key", "k".repeat(256))
                            .statusCode())
                    .isEqualTo(400);
            return;
        }
        assertThat(RawHttp.exchange(
                        collection.port(),
                        "POST /v1/images HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\nConnection: close\r\nIdempotency-Key: "
                                + key + "\r\nContent-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverGivesOneKeyTwoImagesNorTwoKeysOne(long seed) throws Exception {
        // Given requests of two customers, with few keys and few bodies, sent in any order and while things fail
        Random random = new Random(seed);
        Map<String, String> idOfKey = new HashMap<>();
        Map<String, Byte> bodyOfKey = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            String customer = random.nextBoolean() ? "acme" : "other";
            String key = "key-" + random.nextInt(6);
            byte body = (byte) random.nextInt(3);
            collection.log.away = random.nextInt(5) == 0;
            collection.store.away = random.nextInt(10) == 0;

            // When
            HttpResponse<String> answer =
                    acme.as(customer).post("/v1/images", new byte[] {body}, "Idempotency-Key", key);

            // Then
            String whose = customer + "/" + key;
            if (answer.statusCode() == 202) {
                String id = answer.body().replaceAll(".*\"image_id\":\"([^\"]+)\".*", "$1");
                assertThat(idOfKey.merge(whose, id, (old, now) -> old)).isEqualTo(id);
                assertThat(bodyOfKey.merge(whose, body, (old, now) -> old)).isEqualTo(body);
            } else {
                assertThat(answer.statusCode()).isIn(422, 503);
            }
        }
        assertThat(Set.copyOf(idOfKey.values())).hasSameSizeAs(idOfKey.values());
        Map<String, Set<String>> hashes = new HashMap<>();
        List<RawImage> published = new ArrayList<>(collection.log.published);
        published.forEach(image -> hashes.computeIfAbsent(image.getImageId(), id -> new HashSet<>())
                .add(image.getSha256()));
        assertThat(hashes.values()).allSatisfy(each -> assertThat(each).hasSize(1));
        assertThat(hashes.keySet()).containsAll(idOfKey.values());
    }
}
