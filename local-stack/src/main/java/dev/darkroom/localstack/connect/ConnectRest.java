package dev.darkroom.localstack.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The few requests of Connect's REST API that put connectors in and look after them (KIP-26, KIP-1017). */
final class ConnectRest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    ConnectRest(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** An answer: its status, and its body as JSON. */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The group is about to rebalance, or the worker is still reading its topics: ask again. */
        boolean isTooEarly() {
            return status == 409 || status == 503;
        }
    }

    /** Whether the worker has joined its group and read its topics. */
    Answer health() {
        return send(request("/health").GET());
    }

    Answer config(String connector) {
        return send(request("/connectors/" + connector + "/config").GET());
    }

    Answer status(String connector) {
        return send(request("/connectors/" + connector + "/status").GET());
    }

    Answer put(String connector, Map<String, String> config) {
        return send(request("/connectors/" + connector + "/config")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        JSON.valueToTree(config).toString())));
    }

    static JsonNode json(Map<String, String> config) {
        return JSON.valueToTree(config);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(TIMEOUT);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("Connect does not answer at " + endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Connect", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
