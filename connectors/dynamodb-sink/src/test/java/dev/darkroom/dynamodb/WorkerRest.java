package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A worker's REST API. */
record WorkerRest(URI url) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What there is, or nothing when the worker is not ready to tell. */
    Optional<JsonNode> get(String path) {
        try {
            HttpResponse<String> response = send(HttpRequest.newBuilder(url.resolve(path)));
            return response.statusCode() == 200 ? Optional.of(JSON.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Adds or changes the connector. */
    void configure(String connector, Map<String, String> config) {
        assertThat(put("/connectors/" + connector + "/config", config).path("name"))
                .asString()
                .contains(connector);
    }

    /** What Connect says when it is asked to check the connector's configuration. */
    JsonNode validate(Map<String, String> config) {
        return put("/connector-plugins/DynamoDbSinkConnector/config/validate", config);
    }

    /** Whether so many tasks of the connector run and none does anything else. */
    boolean runs(String connector, int tasks) {
        JsonNode states = get("/connectors/" + connector + "/status")
                .map(status -> status.path("tasks"))
                .orElseGet(JSON::createArrayNode);
        return states.size() == tasks
                && StreamSupport.stream(states.spliterator(), false)
                        .allMatch(task -> task.path("state").asText().equals("RUNNING"));
    }

    private JsonNode put(String path, Map<String, String> config) {
        Map<String, String> complete = new HashMap<>(config);
        complete.putIfAbsent("connector.class", DynamoDbSinkConnector.class.getName());
        try {
            HttpResponse<String> response = send(HttpRequest.newBuilder(url.resolve(path))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(
                            JSON.valueToTree(complete).toString())));
            assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(
                    request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
