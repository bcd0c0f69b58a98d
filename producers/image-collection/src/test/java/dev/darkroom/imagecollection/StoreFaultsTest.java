package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagecollection.FaultyProxy.Fault;
import dev.darkroom.schemas.RawImage;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Image collection while S3 fails: each request is accepted whole or refused whole, and one that is sent again succeeds. */
final class StoreFaultsTest {
    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("NullAway.Init")
    private FaultyProxy proxy;

    @SuppressWarnings("NullAway.Init")
    private ImageCollection collection;

    @SuppressWarnings("NullAway.Init")
    private Http acme;

    @BeforeEach
    void start() throws Exception {
        proxy = new FaultyProxy(STORES.get().s3Endpoint());
        // Memory for the longest images, but not to spare: they go out in parts.
        Map<String, String> environment = new HashMap<>(STORES.get().environment(11));
        environment.put("S3_TIMEOUT_MILLIS", "1000");
        collection = STORES.get().startBehind(proxy, environment);
        acme = new Http(client, collection.port(), "acme");
    }

    @AfterEach
    void stop() {
        proxy.have(Fault.NONE);
        collection.close();
        proxy.close();
        client.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "HANG", "TRUNCATE"})
    void refusesWhatItCannotStoreAndAcceptsItOnceWhenItIsSentAgain(Fault fault) throws Exception {
        // Given
        Random random = new Random(fault.name().length());
        List<SentImage> images =
                List.of(SentImage.of(random, 1_000), SentImage.of(random, 2_000_000), SentImage.of(random, 9_000_000));

        // When
        proxy.have(fault);
        List<HttpResponse<String>> refusals = sendAll(fault.name(), images);
        Set<String> announcedMeanwhile = announcedHashes();
        proxy.have(Fault.NONE);
        List<HttpResponse<String>> answers = sendAll(fault.name(), images);

        // Then
        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
            assertThat(refusal.headers().firstValue("retry-after")).isPresent();
        });
        assertThat(announcedMeanwhile).doesNotContainAnyElementsOf(hashes(images));
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202));
        mustBeAnnouncedOnceAndStored(images);
    }

    @Test
    void acceptsImagesFromASlowStore() throws Exception {
        // Given
        List<SentImage> images = List.of(SentImage.of(new Random(7), 1_000), SentImage.of(new Random(8), 300_000));

        // When
        proxy.have(Fault.SLOW);
        List<HttpResponse<String>> answers = sendAll("slow", images);

        // Then
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202));
        mustBeAnnouncedOnceAndStored(images);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void acceptsEachImageWholeOrNotAtAllHoweverTheStoreComesAndGoes(long seed) throws Exception {
        // Given images that are sent one after the other by four clients, every other with a key
        Random random = new Random(seed);
        List<SentImage> images = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            images.add(SentImage.of(random, 500 + random.nextInt(i % 10 == 0 ? 9_000_000 : 200_000)));
        }
        List<SentImage> accepted = new ArrayList<>();
        List<SentImage> refused = new ArrayList<>();
        Fault[] faults = {Fault.NONE, Fault.ERROR, Fault.NONE, Fault.TRUNCATE, Fault.NONE, Fault.HANG};

        // When
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                SentImage image = images.get(i);
                String[] headers = i % 2 == 0 ? new String[0] : new String[] {"Idempotency-Key", seed + "-" + i};
                Fault fault = faults[random.nextInt(faults.length)];
                answers.add(clients.submit(() -> {
                    proxy.have(fault);
                    return image.sendTo(acme, headers);
                }));
            }
            for (int i = 0; i < images.size(); i++) {
                HttpResponse<String> answer = answers.get(i).get();
                assertThat(answer.statusCode())
                        .as("seed %d: %s", seed, answer.body())
                        .isIn(202, 503);
                (answer.statusCode() == 202 ? accepted : refused).add(images.get(i));
            }
        }

        // Then
        proxy.have(Fault.NONE);
        assertThat(accepted).as("seed %d", seed).isNotEmpty();
        assertThat(refused).as("seed %d", seed).isNotEmpty();
        mustBeAnnouncedOnceAndStored(accepted);
        assertThat(announcedHashes()).doesNotContainAnyElementsOf(hashes(refused));
    }

    private List<HttpResponse<String>> sendAll(String name, List<SentImage> images) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                SentImage image = images.get(i);
                String key = name + "-" + i;
                answers.add(clients.submit(() -> image.sendTo(acme, "Idempotency-Key", key)));
            }
            List<HttpResponse<String>> all = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    private static Set<String> announcedHashes() {
        return STORES.get().announced().stream().map(RawImage::getSha256).collect(Collectors.toSet());
    }

    private static List<String> hashes(List<SentImage> images) {
        return images.stream().map(SentImage::sha256).toList();
    }

    private static void mustBeAnnouncedOnceAndStored(List<SentImage> images) throws Exception {
        Map<String, List<RawImage>> announced =
                STORES.get().announced().stream().collect(Collectors.groupingBy(RawImage::getSha256));
        try (S3Client s3 = STORES.get().s3()) {
            for (SentImage image : images) {
                List<RawImage> records = announced.getOrDefault(image.sha256(), List.of());
                assertThat(records).as(image.sha256()).hasSize(1);
                RawImage one = records.getFirst();
                byte[] stored = s3.getObjectAsBytes(
                                get -> get.bucket(one.getBucket()).key(one.getKey()))
                        .asByteArray();
                assertThat(stored).isEqualTo(image.bytes());
            }
        }
    }
}
