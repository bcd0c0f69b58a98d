package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A customer of the company, with nothing but HTTP. */
record Client(RunningPlatform platform, String customerId) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Uploads a file; the answer has to be 202. Returns the image's id. */
    String upload(Path file, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(platform.collection().resolve("/v1/images?name=" + file.getFileName()))
                .POST(BodyPublishers.ofFile(file));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body()).get("image_id").asText();
    }

    HttpResponse<String> metadata(String imageId) throws IOException, InterruptedException {
        return HTTP.send(request(imageUri(imageId)).build(), BodyHandlers.ofString());
    }

    /** What became of the image; missing while it is open. */
    JsonNode ending(String imageId) throws IOException, InterruptedException {
        HttpResponse<String> response = metadata(imageId);
        return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
    }

    HttpResponse<byte[]> variant(String imageId, String name) throws IOException, InterruptedException {
        return HTTP.send(request(imageUri(imageId + "/variants/" + name)).build(), BodyHandlers.ofByteArray());
    }

    /** The lines of the live feed, for as long as the returned body is read. */
    HttpResponse<Stream<String>> feed() throws IOException, InterruptedException {
        return HTTP.send(request(platform.streaming().resolve("/v1/stream")).build(), BodyHandlers.ofLines());
    }

    static JsonNode get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private URI imageUri(String path) {
        return platform.streaming().resolve("/v1/images/" + path);
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("X-Customer-Id", customerId).timeout(Duration.ofSeconds(60));
    }
}
