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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Two instances over the same S3 and Kafka, and clients that send again, elsewhere, and at the same time. */
final class TwoInstancesTest {
    private static final int KEYS = 5;

    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void giveOneKeyOneImageAndOneAnswer(long seed) throws Exception {
        // Given for each key one request, which clients send one to four times at once, at either instance
        Random random = new Random(seed);
        List<SentImage> images = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            images.add(SentImage.of(random, i == 0 ? 9_000_000 : 1 + random.nextInt(400_000)));
        }
        Map<Integer, Set<String>> answers = new HashMap<>();

        // When
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ImageCollection one = ImageCollection.start(STORES.get().environment());
                // In parts, for it has no memory to spare.
                ImageCollection other = ImageCollection.start(STORES.get().environment(11));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Http> instances =
                    List.of(new Http(client, one.port(), "acme"), new Http(client, other.port(), "acme"));
            for (int round = 0; round < 12; round++) {
                int key = random.nextInt(KEYS);
                List<Future<HttpResponse<String>>> sent = new ArrayList<>();
                for (int copy = 0; copy <= random.nextInt(4); copy++) {
                    Http instance = instances.get(random.nextInt(2));
                    sent.add(clients.submit(
                            () -> images.get(key).sendTo(instance, "Idempotency-Key", "two-" + seed + "-" + key)));
                }
                for (Future<HttpResponse<String>> each : sent) {
                    HttpResponse<String> answer = each.get();
                    assertThat(answer.statusCode())
                            .as("seed %d: %s", seed, answer.body())
                            .isIn(202, 409);
                    if (answer.statusCode() == 202) {
                        answers.computeIfAbsent(key, ignored -> new HashSet<>()).add(answer.body());
                    }
                }
            }
        }

        // Then each key has one answer, and what was announced for it, once or again, is the same image
        List<RawImage> announced = STORES.get().announced();
        try (S3Client s3 = STORES.get().s3()) {
            for (Map.Entry<Integer, Set<String>> each : answers.entrySet()) {
                assertThat(each.getValue()).as("seed %d", seed).hasSize(1);
                SentImage image = images.get(each.getKey());
                List<RawImage> records = announced.stream()
                        .filter(record -> each.getValue().iterator().next().contains(record.getImageId()))
                        .toList();
                assertThat(records).as("seed %d", seed).isNotEmpty().allSatisfy(record -> {
                    assertThat(record.getSha256()).isEqualTo(image.sha256());
                    assertThat(record.getKey()).isEqualTo(records.getFirst().getKey());
                });
                assertThat(announced)
                        .filteredOn(record -> record.getSha256().equals(image.sha256()))
                        .hasSameSizeAs(records);
                assertThat(s3.getObjectAsBytes(get -> get.bucket(RealStores.BUCKET)
                                        .key(records.getFirst().getKey()))
                                .asByteArray())
                        .isEqualTo(image.bytes());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void giveAKeyThatTwoImagesAreSentUnderToOneOfThem(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        List<SentImage> images = List.of(SentImage.of(random, 50_000), SentImage.of(random, 50_000));

        // When both are sent at the same time, each to one instance
        List<Integer> statuses = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ImageCollection one = ImageCollection.start(STORES.get().environment());
                // In parts, for it has no memory to spare.
                ImageCollection other = ImageCollection.start(STORES.get().environment(11));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Http> instances =
                    List.of(new Http(client, one.port(), "acme"), new Http(client, other.port(), "acme"));
            List<Future<HttpResponse<String>>> sent = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Http instance = instances.get(i);
                SentImage image = images.get(i);
                sent.add(clients.submit(() -> image.sendTo(instance, "Idempotency-Key", "contested-" + seed)));
            }
            for (Future<HttpResponse<String>> each : sent) {
                statuses.add(each.get().statusCode());
            }
        }

        // Then
        assertThat(statuses)
                .as("seed %d", seed)
                .allMatch(status -> Set.of(202, 409, 422).contains(status));
        List<String> announced = STORES.get().announced().stream()
                .map(RawImage::getSha256)
                .filter(hash -> images.stream().anyMatch(image -> image.sha256().equals(hash)))
                .distinct()
                .toList();
        assertThat(announced).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
        assertThat(announced)
                .hasSize((int) statuses.stream().filter(status -> status == 202).count());
    }
}
