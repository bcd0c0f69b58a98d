package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.RawImage;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;

/** Image collection while the broker goes and comes back. */
final class BrokerFaultsTest {
    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    @Test
    void acceptsNothingWithoutTheBrokerAndEverythingOnceWhenItIsBack() throws Exception {
        // Given images that are on their way when the broker goes, and images sent while it is away
        Random random = new Random(11);
        List<SentImage> before = images(random, 30);
        List<SentImage> meanwhile = images(random, 3);
        List<SentImage> accepted = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService clients = Executors.newFixedThreadPool(4);
                ImageCollection collection = ImageCollection.start(impatient())) {
            Http acme = new Http(client, collection.port(), "acme");
            List<HttpResponse<String>> refusals = new ArrayList<>();

            // When
            List<Future<HttpResponse<String>>> answers = before.stream()
                    .map(image -> clients.submit(() -> image.sendTo(acme)))
                    .toList();
            accepted.add(firstAccepted(before, answers));
            STORES.get().stopKafka();
            try {
                for (int i = 0; i < before.size(); i++) {
                    HttpResponse<String> answer = answers.get(i).get();
                    assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
                    if (answer.statusCode() == 202) {
                        accepted.add(before.get(i));
                    }
                }
                for (int i = 0; i < meanwhile.size(); i++) {
                    refusals.add(meanwhile.get(i).sendTo(acme, "Idempotency-Key", "broker-" + i));
                }
            } finally {
                STORES.get().startKafka();
            }

            // Then
            assertThat(refusals).allSatisfy(refusal -> {
                assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
                assertThat(refusal.headers().firstValue("retry-after")).isPresent();
            });
            assertThat(countOf(meanwhile)).containsOnly(0L);
            for (int i = 0; i < meanwhile.size(); i++) {
                SentImage image = meanwhile.get(i);
                String key = "broker-" + i;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> image.sendTo(acme, "Idempotency-Key", key).statusCode() == 202);
            }
            assertThat(countOf(meanwhile)).containsOnly(1L);
            assertThat(countOf(accepted)).containsOnly(1L);
            mustBeStored(accepted);
        }
    }

    private static SentImage firstAccepted(List<SentImage> images, List<Future<HttpResponse<String>>> answers)
            throws Exception {
        HttpResponse<String> answer = answers.getFirst().get();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return images.getFirst();
    }

    private static Map<String, String> impatient() {
        Map<String, String> environment = new HashMap<>(STORES.get().environment());
        environment.put("KAFKA_MAX_BLOCK_MS", "3000");
        environment.put("KAFKA_REQUEST_TIMEOUT_MS", "3000");
        environment.put("KAFKA_DELIVERY_TIMEOUT_MS", "4000");
        return environment;
    }

    private static List<SentImage> images(Random random, int count) {
        List<SentImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(SentImage.of(random, 1_000 + random.nextInt(100_000)));
        }
        return images;
    }

    /** As how many images each was announced; a record that was sent again tells of the same image. */
    private static List<Long> countOf(List<SentImage> images) {
        List<RawImage> announced = STORES.get().announced();
        return images.stream()
                .map(image -> announced.stream()
                        .filter(each -> each.getSha256().equals(image.sha256()))
                        .map(RawImage::getImageId)
                        .distinct()
                        .count())
                .toList();
    }

    private static void mustBeStored(List<SentImage> images) throws Exception {
        List<RawImage> announced = STORES.get().announced();
        try (S3Client s3 = STORES.get().s3()) {
            for (SentImage image : images) {
                RawImage one = announced.stream()
                        .filter(each -> each.getSha256().equals(image.sha256()))
                        .findFirst()
                        .orElseThrow();
                assertThat(s3.getObjectAsBytes(
                                        get -> get.bucket(one.getBucket()).key(one.getKey()))
                                .asByteArray())
                        .isEqualTo(image.bytes());
            }
        }
    }
}
