package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker's REST API. */
record WorkerRest(URI url) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
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

    /** Waits until so many tasks of the connector run. */
    void awaitRunning(String connector, int tasks) {
        await().atMost(PATIENCE).until(() -> {
            List<String> states = states(connector);
            assertThat(states).as(connector).doesNotContain("FAILED");
            return states.equals(Collections.nCopies(tasks, "RUNNING"));
        });
    }

    /** What the connector's tasks do. */
    List<String> states(String connector) {
        return ofTasks(connector, "state");
    }

    /** Where the connector's tasks are. */
    List<String> workers(String connector) {
        return ofTasks(connector, "worker_id");
    }

    private List<String> ofTasks(String connector, String field) {
        return get("/connectors/" + connector + "/status")
                .map(status -> status.path("tasks").findValuesAsText(field))
                .orElse(List.of());
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
            return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
