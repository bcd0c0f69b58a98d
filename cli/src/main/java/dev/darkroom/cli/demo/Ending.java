package dev.darkroom.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** How an accepted image ended, as image-streaming tells it. */
record Ending(Upload.Accepted upload, JsonNode metadata) {
    boolean processed() {
        return metadata.path("outcome").asText().equals("processed");
    }

    long sizeBytes() {
        return metadata.path("size_bytes").asLong();
    }

    /** From intake having the whole image to its end. */
    Duration duration() {
        return Duration.between(
                Instant.parse(metadata.path("received_at").asText()),
                Instant.parse(metadata.path("finished_at").asText()));
    }

    String reason() {
        return metadata.path("reason").asText() + ": " + metadata.path("detail").asText();
    }

    List<JsonNode> variants() {
        return StreamSupport.stream(metadata.path("variants").spliterator(), false)
                .toList();
    }
}
