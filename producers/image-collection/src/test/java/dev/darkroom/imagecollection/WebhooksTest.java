package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.imagecollection.TestingHttps.Request;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks from Kafka's events to a receiver that speaks HTTPS, with Glue's registry and S3. */
final class WebhooksTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Duration HOURLY = Duration.ofHours(1);

    private static final SSLContext TLS = TestingTls.create();

    @SuppressWarnings("NullAway.Init")
    private static RealStores stores;

    /** Begins in the past, since brokers refuse what comes from the future; only goes on, as the topics do. */
    @SuppressWarnings("NullAway.Init")
    private static MovedClock clock;

    @SuppressWarnings("NullAway.Init")
    private static FinishedEvents events;

    private final String acme = "acme-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();
    private final TestingHttps receiver = new TestingHttps(TLS);

    @SuppressWarnings("NullAway.Init")
    private TestingWebhooks webhooks;

    @BeforeAll
    static void startStores() {
        stores = new RealStores();
        clock = new MovedClock(Instant.now().minus(Duration.ofDays(3)));
        events = new FinishedEvents(stores, clock);
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    @BeforeEach
    void start() {
        webhooks = new TestingWebhooks(stores, TLS, clock);
    }

    @AfterEach
    void stop() throws Exception {
        webhooks.stop();
        receiver.close();
    }

    @Test
    void tellsOfEachEndInAWayTheReceiverCanVerify() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.status(204));
        String secret = webhooks.register(acme, receiver.url("/hook"));

        // When
        String processed = events.processed(acme);
        String failed = events.failed(acme);

        // Then
        soon().until(() -> receiver.requests.size() == 2);
        assertThat(ids()).containsExactlyInAnyOrder(processed + ".processed", failed + ".failed");
        for (Request request : receiver.requests) {
            assertThat(request.header("webhook-timestamp"))
                    .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
            assertThat(request.header("content-type")).startsWith("application/json");
            StandardWebhooks.assertVerifies(request, secret);
            JsonNode body = new ObjectMapper().readTree(request.body());
            String outcome = body.path("data").path("outcome").asText();
            assertThat(body.path("type").asText()).isEqualTo("image." + outcome);
            assertThat(request.header("webhook-id"))
                    .isEqualTo(body.path("data").path("image_id").asText() + "." + outcome);
        }
    }

    @Test
    void triesAgainLaterAndLaterAndGivesUpAfterADay() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.status(500));
        String secret = webhooks.register(acme, receiver.url("/hook"));
        List<Duration> delays = new ArrayList<>(Collections.nCopies(3, SOON));
        delays.addAll(Collections.nCopies(5, LATER));
        delays.addAll(Collections.nCopies(24, HOURLY));

        // When
        String image = events.processed(acme);
        for (int attempts = 1; attempts <= delays.size(); attempts++) {
            awaitAttempts(attempts, attempts);
            Duration delay = delays.get(attempts - 1);
            clock.move(delay.minusSeconds(1));
            if (attempts == 1 || attempts == 4 || attempts == 9) {
                assertNothingComesAt(attempts);
            }
            clock.move(Duration.ofSeconds(1));
        }

        // Then
        soon().until(() -> webhooks.count("given_up") == 1);
        assertThat(gaps()).isEqualTo(delays);
        assertThat(ids()).containsOnly(image + ".processed");
        receiver.requests.forEach(request -> StandardWebhooks.assertVerifies(request, secret));
        clock.move(HOURLY);
        assertNothingComesAt(delays.size() + 1);
    }

    @Test
    void triesAgainWhatIsOlderThanADayWhenItIsFirstTried() throws Exception {
        // Given an event of the day before yesterday, as after a long stop
        receiver.on("/hook", TestingHttps.status(500));
        webhooks.register(acme, receiver.url("/hook"));
        String image = events.processed(acme, clock.instant().minus(Duration.ofHours(30)));
        awaitAttempts(1, 1);

        // When
        receiver.on("/hook", TestingHttps.status(200));
        clock.move(SOON);

        // Then
        awaitDelivered(1);
        assertThat(ids()).containsExactly(image + ".processed", image + ".processed");
    }

    @Test
    void triesAgainWhenTheReceiverDoesNotAnswer() throws Exception {
        // Given
        receiver.on("/hook", receiver.silence());
        String secret = webhooks.register(acme, receiver.url("/hook"));
        String image = events.processed(acme);
        awaitAttempts(1, 1);

        // When
        receiver.on("/hook", TestingHttps.status(200));
        clock.move(SOON);

        // Then
        awaitDelivered(1);
        assertThat(ids()).containsExactly(image + ".processed", image + ".processed");
        assertThat(gaps()).containsExactly(SOON);
        StandardWebhooks.assertVerifies(receiver.requests.getLast(), secret);
    }

    @Test
    void followsNoRedirect() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.redirect(receiver.url("/elsewhere")));
        webhooks.register(acme, receiver.url("/hook"));

        // When
        events.processed(acme);

        // Then
        awaitAttempts(1, 1);
        assertThat(receiver.requests).extracting(Request::path).containsExactly("/hook");
    }

    @Test
    void leavesAReceiverAloneThatHasJustFailedAndLosesNothingForIt() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.status(503));
        webhooks.register(acme, receiver.url("/hook"));
        String first = events.processed(acme);
        awaitAttempts(1, 1);

        // When
        String second = events.processed(acme);
        awaitAttempts(1, 2);
        receiver.on("/hook", TestingHttps.status(200));
        clock.move(SOON);

        // Then
        awaitDelivered(2);
        assertThat(ids()).startsWith(first + ".processed").contains(second + ".processed");
        assertThat(ids()).hasSize(3);
    }

    @Test
    void deliversOnceMoreWhatCameSinceATime() throws Exception {
        // Given events that were delivered, one before that time, one not wanted, one of another's
        receiver.on("/hook", TestingHttps.status(200));
        String secret = register(acme, "[\"processed\"]");
        webhooks.register(other, receiver.url("/hook"));
        Instant since = clock.instant();
        String old = events.processed(acme, since.minus(HOURLY));
        String image = events.processed(acme);
        events.failed(acme);
        events.processed(other);
        awaitDelivered(3);

        // When
        HttpResponse<String> answer = replay(acme, since.toString());

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(TestingWebhooks.json(answer).toString()).isEqualTo("{\"events\":1}");
        clock.move(SOON);
        awaitDelivered(4);
        Request again = receiver.requests.getLast();
        assertThat(again.header("webhook-id")).isEqualTo(image + ".processed").isNotEqualTo(old + ".processed");
        StandardWebhooks.assertVerifies(again, secret);
        assertNothingComesAt(4);
    }

    @Test
    void showsAndTellsEachCustomerOnlyItsOwn() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.status(200));
        receiver.on("/other", TestingHttps.status(200));
        String secret = webhooks.register(acme, receiver.url("/hook"));

        // When
        Http stranger = webhooks.as(other);
        assertThat(stranger.get("/v1/webhook").statusCode()).isEqualTo(404);
        assertThat(replay(other, clock.instant().toString()).statusCode()).isEqualTo(404);
        assertThat(stranger.json("DELETE", "/v1/webhook", "").statusCode()).isEqualTo(204);
        String otherSecret = webhooks.register(other, receiver.url("/other"));
        String acmes = events.processed(acme);
        String others = events.processed(other);

        // Then
        awaitDelivered(2);
        assertThat(otherSecret).isNotEqualTo(secret);
        assertThat(webhooks.as(acme).get("/v1/webhook").body())
                .contains("/hook")
                .doesNotContain("secret", "/other");
        assertThat(receiver.requests)
                .extracting(request -> request.path() + " " + request.header("webhook-id"))
                .containsExactlyInAnyOrder("/hook " + acmes + ".processed", "/other " + others + ".processed");
    }

    @Test
    void tellsOnlyWhatIsWantedAndNothingAfterItsEnd() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.status(200));
        register(acme, "[\"failed\"]");

        // When
        events.processed(acme);
        String failed = events.failed(acme);
        awaitDelivered(1);
        webhooks.as(acme).json("DELETE", "/v1/webhook", "");
        events.failed(acme);

        // Then
        soon().until(() -> webhooks.count("not_wanted") == 2);
        assertThat(ids()).containsExactly(failed + ".failed");
    }

    @Test
    void makesANewSecretWhenAskedAndNeverAnOldOneAgain() throws Exception {
        // Given
        receiver.on("/hook", TestingHttps.status(200));
        String first = webhooks.register(acme, receiver.url("/hook"));

        // When
        String rotate = "{\"url\":\"" + receiver.url("/hook") + "\",\"rotate_secret\":true}";
        String second = TestingWebhooks.json(webhooks.as(acme).json("PUT", "/v1/webhook", rotate))
                .path("secret")
                .asText();
        events.processed(acme);
        awaitDelivered(1);

        // Then
        assertThat(second).isNotEqualTo(first);
        StandardWebhooks.assertVerifies(receiver.requests.getFirst(), second);
        assertThat(webhooks.register(acme, receiver.url("/hook"))).isEqualTo(second);
        webhooks.as(acme).json("DELETE", "/v1/webhook", "");
        assertThat(webhooks.as(acme).get("/v1/webhook").statusCode()).isEqualTo(404);
        assertThat(webhooks.register(acme, receiver.url("/hook"))).isNotIn(first, second);
    }

    private String register(String customerId, String events) throws Exception {
        String body = "{\"url\":\"" + receiver.url("/hook") + "\",\"events\":" + events + "}";
        return TestingWebhooks.json(webhooks.as(customerId).json("PUT", "/v1/webhook", body))
                .path("secret")
                .asText();
    }

    private HttpResponse<String> replay(String customerId, String since) throws Exception {
        return webhooks.as(customerId).json("POST", "/v1/webhook/replays", "{\"since\":\"" + since + "\"}");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    private void awaitAttempts(int attempts, int putOff) {
        soon().untilAsserted(() -> {
            assertThat(receiver.requests).hasSize(attempts);
            assertThat(webhooks.count("put_off")).isEqualTo(putOff);
        });
    }

    private void awaitDelivered(int events) {
        soon().untilAsserted(() -> assertThat(webhooks.count("delivered")).isEqualTo(events));
    }

    private void assertNothingComesAt(int requests) {
        await().during(Duration.ofMillis(1_200))
                .atMost(Duration.ofSeconds(60))
                .until(() -> receiver.requests.size() == requests);
    }

    private List<String> ids() {
        return receiver.requests.stream()
                .map(request -> request.header("webhook-id"))
                .toList();
    }

    /** The times between one attempt and the next. */
    private List<Duration> gaps() {
        List<Long> seconds = receiver.requests.stream()
                .map(request -> Long.parseLong(request.header("webhook-timestamp")))
                .toList();
        return IntStream.range(1, seconds.size())
                .mapToObj(i -> Duration.ofSeconds(seconds.get(i) - seconds.get(i - 1)))
                .toList();
    }
}
