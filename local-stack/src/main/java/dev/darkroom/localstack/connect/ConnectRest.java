package dev.darkroom.localstack.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Connect's REST API (KIP-26, 465, 745, 1017), wherever the worker is. A worker that answers 409 or 503 is about to
 * rebalance or still reads its topics: it is asked again until the patience is over, and the last answer is the one.
 */
public final class ConnectRest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
    private static final Duration LONGEST_BETWEEN_TRIES = Duration.ofSeconds(1);

    private final String endpoint;
    private final Optional<String> authorization;
    private final Duration patience;
    private final HttpClient http;
    private final InstantSource clock;

    /** The worker at {@code endpoint}, which may be any of its group, with a minute's patience. */
    public ConnectRest(URI endpoint) {
        this(endpoint, Optional.empty(), PATIENCE, HttpClient.newHttpClient());
    }

    /**
     * A worker that may be far away.
     *
     * @param endpoint of the API, with the path in front of it where a proxy adds one
     * @param authorization value of the header of that name
     * @param patience how long a worker may answer that it is too early
     * @param http with the certificates that the worker's are checked against; closed with this
     */
    public ConnectRest(URI endpoint, Optional<String> authorization, Duration patience, HttpClient http) {
        this.endpoint = endpoint.toString().replaceFirst("/+$", "");
        this.authorization = authorization;
        this.patience = patience;
        this.http = http;
        this.clock = InstantSource.system();
    }

    /** An answer: its status, and its body as JSON; missing where there is none. */
    public record Answer(int status, JsonNode body) {
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        public boolean isMissing() {
            return status == 404;
        }

        boolean isTooEarly() {
            return status == 409 || status == 503;
        }

        /** What an answer that is no success says. */
        public String message() {
            return body.path("message").asText("HTTP " + status);
        }
    }

    /** Whether the worker has joined its group and read its topics. */
    Answer health() {
        return send(request("/health").GET());
    }

    /** The classes that the worker can run. */
    public Answer plugins() {
        return send(request("/connector-plugins?connectorsOnly=true").GET());
    }

    /** All connectors by name, each with its {@code info} and {@code status}. */
    public Answer connectors() {
        return send(request("/connectors?expand=info&expand=status").GET());
    }

    public Answer config(String connector) {
        return send(request(path(connector, "/config")).GET());
    }

    public Answer status(String connector) {
        return send(request(path(connector, "/status")).GET());
    }

    /** What the connector's class says of a config, setting by setting; variables are resolved by the worker. */
    public Answer validate(String connectorClass, Map<String, String> config) {
        return send(body(request("/connector-plugins/" + encode(connectorClass) + "/config/validate"), config));
    }

    public Answer put(String connector, Map<String, String> config) {
        return send(body(request(path(connector, "/config")), config));
    }

    public Answer delete(String connector) {
        return send(request(path(connector, "")).DELETE());
    }

    public Answer pause(String connector) {
        return send(request(path(connector, "/pause")).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    public Answer resume(String connector) {
        return send(request(path(connector, "/resume")).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    /** Starts what has failed of the connector and its tasks again, or all of it. */
    public Answer restart(String connector, boolean onlyFailed) {
        return send(request(path(connector, "/restart?includeTasks=true&onlyFailed=" + onlyFailed))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    static JsonNode json(Map<String, String> config) {
        return JSON.valueToTree(config);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String path(String connector, String rest) {
        return "/connectors/" + encode(connector) + rest;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpRequest.Builder body(HttpRequest.Builder request, Map<String, String> config) {
        return request.header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json(config).toString()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint + path)).timeout(TIMEOUT);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        Instant deadline = clock.instant().plus(patience);
        Duration pause = BETWEEN_TRIES;
        Answer answer = sendOnce(request);
        while (answer.isTooEarly() && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_BETWEEN_TRIES) < 0
                    ? pause.multipliedBy(2)
                    : LONGEST_BETWEEN_TRIES;
            answer = sendOnce(request);
        }
        return answer;
    }

    private Answer sendOnce(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("Connect does not answer at " + endpoint + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Connect", e);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? "" : ": " + failure.getMessage();
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
