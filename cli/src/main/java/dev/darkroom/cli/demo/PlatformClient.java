package dev.darkroom.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The two applications as a client of the company sees them: plain HTTP. */
final class PlatformClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI collection;
    private final URI streaming;

    PlatformClient(URI collection, URI streaming) {
        this.collection = collection;
        this.streaming = streaming;
    }

    Upload upload(Photo photo) throws InterruptedException {
        try {
            return send(photo);
        } catch (IOException e) {
            return new Upload.TurnedAway(photo, 0, "The upload broke off: " + e);
        }
    }

    private Upload send(Photo photo) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(collection.resolve(
                        "/v1/images?name=" + URLEncoder.encode(photo.name(), StandardCharsets.UTF_8)))
                .header("X-Customer-Id", photo.customerId())
                .timeout(Duration.ofMinutes(2))
                .POST(BodyPublishers.ofFile(photo.file()))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 202) {
            return new Upload.TurnedAway(
                    photo, response.statusCode(), answer.path("detail").asText());
        }
        String imageId = answer.path("image_id").asText();
        return new Upload.Accepted(photo, imageId, streaming.resolve("/v1/images/" + imageId));
    }

    /** How the image ended; empty while it is on its way, or the service is too busy to tell. */
    Optional<Ending> ending(Upload.Accepted upload) throws IOException, InterruptedException {
        try {
            return ask(upload);
        } catch (HttpTimeoutException e) {
            return Optional.empty();
        }
    }

    private Optional<Ending> ask(Upload.Accepted upload) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(upload.metadata())
                .header("X-Customer-Id", upload.photo().customerId())
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(new Ending(upload, JSON.readTree(response.body())));
            case 404, 503 -> Optional.empty();
            default ->
                throw new IOException(
                        "image-streaming answered " + response.statusCode() + " for image " + upload.imageId());
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
