package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/** How an accepted image is answered: the same, whenever it is answered again. */
final class AcceptedAnswer {
    private static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");

    private final String streamingUrl;

    /** @param streamingUrl what links begin with */
    AcceptedAnswer(String streamingUrl) {
        this.streamingUrl = streamingUrl;
    }

    void send(ServerResponse response, Accepted accepted) {
        if (accepted.before()) {
            response.header(REPLAYED, "true");
        }
        response.status(Status.ACCEPTED_202)
                .header(HeaderNames.LOCATION, self(accepted.imageId()))
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(document(accepted).toString());
    }

    ObjectNode document(Accepted accepted) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("image_id", accepted.imageId())
                .put("state", "accepted");
        document.putObject("links").put("self", self(accepted.imageId())).put("stream", streamingUrl + "/v1/stream");
        return document;
    }

    private String self(String imageId) {
        return streamingUrl + "/v1/images/" + imageId;
    }
}
