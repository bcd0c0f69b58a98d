package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of image collection over real stores, and how they have it speak TLS. */
final class OperationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    @Test
    void isNotReadyWhileTheRegistryIsAwayHoweverOftenItWasAskedBefore() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                ImageCollection collection = ImageCollection.start(STORES.get().environment())) {
            Http acme = new Http(client, collection.port(), "acme");
            SentImage.of(new Random(21), 100).sendTo(acme);
            await().atMost(PATIENCE).until(() -> acme.get("/readyz").statusCode() == 200);

            // When
            STORES.get().stopGlue();
            try {
                await().atMost(PATIENCE).until(() -> acme.get("/readyz").statusCode() == 503);

                // Then
                assertThat(acme.get("/readyz").body())
                        .isEqualTo(
                                "{\"ready\":false,\"checks\":{\"kafka\":\"ok\",\"registry\":\"away\",\"s3\":\"ok\"}}");
                assertThat(acme.get("/livez").statusCode()).isEqualTo(200);
            } finally {
                STORES.get().startGlue();
            }
            await().atMost(PATIENCE).until(() -> acme.get("/readyz").statusCode() == 200);
        }
    }

    @Test
    void countsWhatItDoesForPrometheus() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                ImageCollection collection = ImageCollection.start(STORES.get().environment())) {
            Http acme = new Http(client, collection.port(), "acme");
            SentImage.of(new Random(22), 1_000).sendTo(acme);
            acme.get("/v1/images/0190b0c4-0000-7000-8000-000000000001");

            // When
            HttpResponse<String> metrics = acme.get("/metrics");

            // Then
            assertThat(metrics.headers().firstValue("content-type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.body().lines())
                    .allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*})? \\S+"))
                    .anyMatch(
                            line -> line.matches(
                                    "http_server_requests_seconds_count\\{method=\"POST\",route=\"/v1/images\",status=\"202\"} 1.*"))
                    .anyMatch(line ->
                            line.matches("kafka_producer_record_send_total\\{client_id=\"image-collection\".*} 1\\.0"))
                    .anyMatch(line -> line.startsWith("darkroom_uploads_under_way 0"))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .noneMatch(line -> line.contains("0190b0c4"));
        }
    }

    @Test
    void showsHowFarBehindItsConsumersAreEachUnderItsName() throws Exception {
        // Given
        Map<String, String> environment = new HashMap<>(STORES.get().environment());
        environment.put("WEBHOOK_SIGNING_KEY", "a signing key for tests");
        new FinishedEvents(STORES.get(), Clock.systemUTC()).processed("acme-" + UUID.randomUUID());

        try (HttpClient client = HttpClient.newHttpClient();
                ImageCollection collection = ImageCollection.start(environment)) {
            Http acme = new Http(client, collection.port(), "acme");

            // Then what was there has been read, and nothing is left
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(acme.get("/metrics").body().lines())
                            .anyMatch(metric(
                                    "consumer_fetch_manager_records_consumed_total", "webhooks-webhooks", "[1-9].*"))
                            .anyMatch(metric("consumer_fetch_manager_records_lag_max", "webhooks-webhooks", "0\\.0"))
                            .anyMatch(
                                    metric("consumer_fetch_manager_fetch_total", "webhooks-webhook-retries", "[1-9].*"))
                            .anyMatch(metric("consumer_fetch_manager_fetch_total", "profiles", "[1-9].*"))
                            .anyMatch(metric("producer_connection_count", "webhooks", "\\d.*")));
        }
    }

    private static Predicate<String> metric(String name, String client, String value) {
        return Pattern.compile("kafka_%s\\{client_id=\"image-collection-%s\".*} %s".formatted(name, client, value))
                .asMatchPredicate();
    }

    @Test
    void speaksTlsWithItsKeystoreAndNothingElseOnThatPort(@TempDir Path directory) throws Exception {
        // Given
        Path keys = directory.resolve("keys.p12");
        TestingTls.makeKey(keys);
        Map<String, String> environment = new HashMap<>(STORES.get().environment());
        environment.put("TLS_KEYSTORE_FILE", keys.toString());
        environment.put("TLS_KEYSTORE_PASSWORD", TestingTls.PASSWORD);
        SentImage image = SentImage.of(new Random(23), 300_000);

        try (HttpClient client = HttpClient.newBuilder()
                        .sslContext(TestingTls.context(keys))
                        .build();
                ImageCollection collection = ImageCollection.start(environment)) {
            // When
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + collection.port() + "/v1/images"))
                            .header("X-Customer-Id", "acme")
                            .POST(BodyPublishers.ofByteArray(image.bytes()))
                            .build(),
                    BodyHandlers.ofString());

            // Then
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(STORES.get().announced())
                    .filteredOn(each -> each.getSha256().equals(image.sha256()))
                    .hasSize(1);
            assertThat(plainly(collection.port())).doesNotContain("HTTP/1.1 200");
        }
    }

    /** What a client gets that speaks no TLS. */
    private static String plainly(int port) {
        try {
            return RawHttp.exchange(port, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
        } catch (IOException e) {
            return "cut off: " + e.getMessage();
        }
    }
}
