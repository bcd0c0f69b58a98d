package dev.darkroom.localstack.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the REST API says of a connector and its tasks, taken together. */
public sealed interface ConnectorState {
    /** The connector and at least one task run, and none is in another state. */
    record Running() implements ConnectorState {}

    /** The connector or a task has failed; the cause is the first line of its trace. */
    record Failed(String cause) implements ConnectorState {}

    /** It was paused or stopped and waits to be resumed. */
    record Paused() implements ConnectorState {}

    record Starting() implements ConnectorState {}

    /** Of the answer to a request for the connector's status. */
    static ConnectorState of(JsonNode status) {
        return parts(status)
                .filter(part -> part.path("state").asText().equals("FAILED"))
                .findFirst()
                .<ConnectorState>map(part -> new Failed(
                        part.path("trace").asText().lines().findFirst().orElse("no trace")))
                .orElseGet(() -> ofUnfailed(status));
    }

    private static ConnectorState ofUnfailed(JsonNode status) {
        return switch (status.path("connector").path("state").asText()) {
            case "PAUSED", "STOPPED" -> new Paused();
            default -> isRunning(status) ? new Running() : new Starting();
        };
    }

    private static boolean isRunning(JsonNode status) {
        return !status.path("tasks").isEmpty()
                && parts(status).allMatch(part -> part.path("state").asText().equals("RUNNING"));
    }

    private static Stream<JsonNode> parts(JsonNode status) {
        return Stream.concat(
                Stream.of(status.path("connector")),
                StreamSupport.stream(status.path("tasks").spliterator(), false));
    }
}
