package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.httpservice.Contract;
import dev.darkroom.imagecollection.TestingHttps.Request;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered to those who want a webhook. */
final class WebhookRegistrationTest {
    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    @SuppressWarnings("NullAway.Init")
    private static TestingWebhooks webhooks;

    private final String acme = "acme-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        webhooks = new TestingWebhooks(STORES.get(), TestingTls.create(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() throws Exception {
        webhooks.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com/darkroom, https",
        "https://hooks.example.com:8443/darkroom, usual port",
        "https://user:secret@hooks.example.com/darkroom, without user",
        "https:///darkroom, https",
        "no url, https",
        "https://127.0.0.1/darkroom, not public",
        "https://10.1.2.3/darkroom, not public",
        "https://169.254.169.254/latest/meta-data, not public",
        "https://[::1]/darkroom, not public",
        "https://2130706433/darkroom, not public",
    })
    void refusesAUrlItWouldNeverSendTo(String url, String reason) throws Exception {
        // When
        HttpResponse<String> answer = webhooks.as(acme).json("PUT", "/v1/webhook", "{\"url\":\"" + url + "\"}");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = TestingWebhooks.json(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:darkroom:problem:bad-url");
        assertThat(problem.path("detail").asText()).contains(reason);
        assertThat(webhooks.as(acme).get("/v1/webhook").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}| url has to be given",
                "{\"url\":7}| url is a text",
                "{\"url\":\"https://localhost/\",\"events\":[]}| events are some of processed, failed",
                "{\"url\":\"https://localhost/\",\"events\":[\"born\"]}| events are some of processed, failed",
                "{\"url\":\"https://localhost/\",\"rotate_secret\":1}| rotate_secret is true or false",
                "{\"url\":\"https://localhost/\",\"retries\":1}| retries is not known",
            })
    void saysWhatIsWrongWithARegistration(String body, String reason) throws Exception {
        HttpResponse<String> answer = webhooks.as(acme).json("PUT", "/v1/webhook", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void answersAsDocumented() throws Exception {
        // Given
        Contract contract = Contract.of(webhooks.client(), webhooks.port());
        String url = "{\"url\":\"" + "https://localhost:8443/hook" + "\"}";
        String since = "{\"since\":\"" + Instant.EPOCH + "\"}";

        // When each operation is used, well and badly
        for (String customer : List.of("", acme)) {
            use(contract, customer, "GET", "/v1/webhook", "");
            use(contract, customer, "POST", "/v1/webhook/replays", since);
            use(contract, customer, "PUT", "/v1/webhook", url);
            use(contract, customer, "PUT", "/v1/webhook", "{}");
            use(contract, customer, "GET", "/v1/webhook", "");
            use(contract, customer, "POST", "/v1/webhook/replays", since);
            use(contract, customer, "POST", "/v1/webhook/replays", "{\"since\":\"yesterday\"}");
            use(contract, customer, "DELETE", "/v1/webhook", "");
        }

        // Then
        assertThat(contract.seen())
                .containsExactlyInAnyOrder(
                        "GET /v1/webhook 200",
                        "GET /v1/webhook 400",
                        "GET /v1/webhook 404",
                        "PUT /v1/webhook 200",
                        "PUT /v1/webhook 400",
                        "DELETE /v1/webhook 204",
                        "DELETE /v1/webhook 400",
                        "POST /v1/webhook/replays 202",
                        "POST /v1/webhook/replays 400",
                        "POST /v1/webhook/replays 404");
        assertThat(contract.seen().stream()
                        .map(seen -> seen.substring(0, seen.lastIndexOf(' ')))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(contract.operations().stream()
                        .filter(operation -> operation.contains("webhook"))
                        .toList());
    }

    private static void use(Contract contract, String customerId, String method, String path, String body)
            throws Exception {
        String[] headers = customerId.isEmpty() ? new String[0] : new String[] {"X-Customer-Id", customerId};
        contract.send(method, path, BodyPublishers.ofString(body), headers);
    }

    @Test
    void areCheckedAsTheStandardsOwnExampleAsks() {
        // Given an example that its libraries are tested with
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("msg_p5jXN8AQM9LWM0D4loKWxJek"),
                "webhook-timestamp", List.of("1614265330"),
                "webhook-signature", List.of("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));

        // When, then
        StandardWebhooks.assertVerifies(
                new Request("/", headers, "{\"test\": 2432232314}"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }
}
