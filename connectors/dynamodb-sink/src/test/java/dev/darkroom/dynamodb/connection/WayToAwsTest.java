package dev.darkroom.dynamodb.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Which way requests take, seen from a proxy. */
final class WayToAwsTest {
    private final TestingProxy proxy = TestingProxy.start();

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @Test
    void goesThroughTheProxyToHostsOnlyThatKnows() {
        // When
        try (DynamoDbClient client = connection(Map.of("aws.endpoint", "http://dynamodb.invalid:8000"))
                .connect(1)) {
            client.listTables();
        }

        // Then
        assertThat(proxy.heads())
                .singleElement()
                .asString()
                .startsWith("POST http://dynamodb.invalid:8000/ HTTP/1.1")
                .doesNotContain("Proxy-Authorization");
    }

    @Test
    void logsInToTheProxy() {
        // When
        try (DynamoDbClient client = connection(Map.of(
                        "aws.endpoint", "http://dynamodb.invalid:8000", "proxy.user", "u", "proxy.password", "p"))
                .connect(1)) {
            client.listTables();
        }

        // Then
        assertThat(proxy.heads())
                .singleElement()
                .asString()
                .containsIgnoringCase(
                        "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(UTF_8)));
    }

    @Test
    void asksTheRegionsOwnEndpoint() {
        assertThat(hostAskedFor(Map.of())).isEqualTo("dynamodb.us-east-1.amazonaws.com:443");
    }

    @Test
    void asksTheFipsEndpoint() {
        assertThat(hostAskedFor(Map.of("aws.fips", "true"))).isEqualTo("dynamodb-fips.us-east-1.amazonaws.com:443");
    }

    @Test
    void givesUpOnAnAnswerAfterTheRequestTimeout() throws IOException {
        // Given: an endpoint that takes connections and never answers
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                DynamoDbClient client = Options.connection(Map.of(
                                "aws.region", "us-east-1",
                                "aws.endpoint", "http://127.0.0.1:" + silent.getLocalPort(),
                                "request.timeout.ms", "50"))
                        .connect(1)) {
            // When, Then
            assertThatThrownBy(client::listTables)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(ApiCallAttemptTimeoutException.class),
                            e -> assertThat(e).hasStackTraceContaining("SocketTimeoutException"));
        }
    }

    private String hostAskedFor(Map<String, String> options) {
        try (DynamoDbClient client = connection(options).connect(1)) {
            assertThatThrownBy(client::listTables).isInstanceOf(SdkException.class);
        }
        return proxy.heads().get(0).split(" ", -1)[1];
    }

    private ConnectionSettings connection(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("aws.region", "us-east-1");
        all.put("proxy.url", proxy.url().toString());
        return Options.connection(all);
    }
}
