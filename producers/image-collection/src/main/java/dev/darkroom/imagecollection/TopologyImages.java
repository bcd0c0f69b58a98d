package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the topology: {@code GET {url}/v1/images/{id}}, answered 200, 404 or, while it is rebalancing, 503. */
final class TopologyImages implements OpenImages {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyImages.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final URI url;

    /** @param url without a slash at its end */
    TopologyImages(URI url) {
        this.url = url;
    }

    @Override
    public Answer find(String imageId) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/images/" + imageId))
                            .timeout(LONGEST_ANSWER)
                            .build(),
                    BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> open((ObjectNode) JSON.readTree(response.body()));
                case 404 -> new Unknown();
                default -> new Away();
            };
        } catch (IOException | ClassCastException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.toString())
                    .log("The topology does not answer: check TOPOLOGY_QUERY_URL");
            return new Away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Away();
        }
    }

    private static Answer open(ObjectNode fields) {
        return new Open(fields.path("customer_id").asText(), fields);
    }

    @Override
    public void close() {
        http.close();
    }
}
