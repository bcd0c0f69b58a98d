package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.httpservice.Metrics;
import dev.darkroom.httpservice.Routes;
import dev.darkroom.imagecollection.outbound.HostPatterns;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import dev.darkroom.imagecollection.webhook.KafkaWebhooks;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Webhooks over real stores, with their routes, and receivers at localhost only. */
final class TestingWebhooks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Metrics metrics = new Metrics();
    private final GlueSchemaRegistry registry;
    private final S3Bucket bucket = S3Bucket.connect(RealStores.BUCKET, 8, Duration.ofSeconds(20));
    private final OutboundHttp outbound;
    private final KafkaWebhooks webhooks;
    private final HttpService http;
    private final Set<String> customers = ConcurrentHashMap.newKeySet();

    TestingWebhooks(RealStores stores, SSLContext tls, Clock clock) {
        HttpAddress address = new HttpAddress("127.0.0.1", 0);
        Authenticator authenticator = Authenticator.fromEnvironment(Map.of(), address);
        registry = GlueSchemaRegistry.fromEnvironment(stores.environment());
        outbound = OutboundHttp.create(new HostPatterns(List.of("localhost")), Duration.ofSeconds(3), tls);
        webhooks = KafkaWebhooks.start(
                KafkaEnvironment.clientProperties(stores.environment()),
                registry,
                "a signing key for tests",
                new S3Documents(bucket),
                authenticator,
                outbound,
                metrics.registry(),
                clock);
        Routes routes = new Routes().openApi(Collection.class);
        webhooks.addTo(routes);
        http = HttpService.start(address, 1 << 20, routes);
    }

    int port() {
        return http.port();
    }

    HttpClient client() {
        return client;
    }

    Http as(String customerId) {
        customers.add(customerId);
        return new Http(client, http.port(), customerId);
    }

    /** Registers a webhook and gives its secret back. */
    String register(String customerId, String url) throws Exception {
        HttpResponse<String> answer = as(customerId).json("PUT", "/v1/webhook", "{\"url\":\"" + url + "\"}");
        return json(answer).path("secret").asText();
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    /** How many deliveries came to this so far. */
    int count(String outcome) {
        return (int) metrics.registry()
                .counter("darkroom.webhook.deliveries", "outcome", outcome)
                .count();
    }

    /** Ends them; what still waits is not wanted any more then. */
    void stop() throws Exception {
        for (String customer : customers) {
            as(customer).json("DELETE", "/v1/webhook", "");
        }
        http.close();
        webhooks.close();
        outbound.close();
        bucket.close();
        registry.close();
        metrics.close();
        client.close();
    }
}
