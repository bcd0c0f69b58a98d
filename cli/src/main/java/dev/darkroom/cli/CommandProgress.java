package dev.darkroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks the topology what has come of a command. */
final class CommandProgress implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI topology;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    CommandProgress(URI topology) {
        this.topology = topology;
    }

    /** What came of it when it is done, or what has so far after {@code longest}; empty when nothing was told. */
    Optional<JsonNode> await(String commandId, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Optional<JsonNode> report = get("/v1/commands/" + commandId);
        while (report.filter(CommandProgress::isDone).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_QUESTIONS);
            report = get("/v1/commands/" + commandId);
        }
        return report;
    }

    private static boolean isDone(JsonNode report) {
        return report.path("state").asText().equals("done");
    }

    /** Where an image stands; empty when the topology cannot tell. */
    Optional<JsonNode> image(String imageId) {
        try {
            return get("/v1/images/" + imageId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<JsonNode> get(String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(topology.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
