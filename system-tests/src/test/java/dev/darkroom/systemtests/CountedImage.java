package dev.darkroom.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * An image as one who counts by hand knows it: what was uploaded, from the file; what came out, from the bytes that a
 * client downloads; how it ended, from what the client is told.
 */
record CountedImage(
        String customer, String imageId, String contentType, long sizeBytes, JsonNode ending, long variantBytes) {
    private static final Map<String, String> TYPES =
            Map.of("jpg", "image/jpeg", "png", "image/png", "gif", "image/gif", "webp", "image/webp");

    static CountedImage of(Client client, Path photo, String imageId, JsonNode ending)
            throws IOException, InterruptedException {
        long variantBytes = 0;
        for (JsonNode variant : ending.path("variants")) {
            variantBytes +=
                    client.variant(imageId, variant.path("name").asText()).body().length;
        }
        String name = photo.getFileName().toString();
        String type = name.startsWith("text-")
                ? "application/octet-stream"
                : TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
        return new CountedImage(client.customerId(), imageId, type, Files.size(photo), ending, variantBytes);
    }

    boolean isProcessed() {
        return ending.path("outcome").asText().equals("processed");
    }

    /** A field of what the client is told; empty when it is told none. */
    String field(String name) {
        return ending.path(name).asText();
    }

    Optional<String> lane() {
        return Optional.of(field("lane")).filter(lane -> !lane.isEmpty());
    }

    long processingMillis() {
        return ending.path("processing_millis").asLong();
    }

    int variants() {
        return ending.path("variants").size();
    }

    double megapixels() {
        return ending.path("width").asLong() * ending.path("height").asLong() / 1e6;
    }

    Instant finished() {
        return Instant.parse(field("finished_at"));
    }

    /** Processed, failed, or, when another image's result was given out for it, duplicate. */
    String outcome() {
        return field("duplicate_of").isEmpty() ? field("outcome") : "duplicate";
    }

    /** Start of the hour in which it ended. */
    String window() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:00:00.000'Z'")
                .withZone(ZoneOffset.UTC)
                .format(finished());
    }

    LocalDate day() {
        return finished().atZone(ZoneOffset.UTC).toLocalDate();
    }

    long millis() {
        return Duration.between(Instant.parse(field("received_at")), finished()).toMillis();
    }
}
