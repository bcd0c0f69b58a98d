package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.TraceContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A large image on its way in.
 *
 * @param imageId the image's id, and the upload's
 * @param upload what was said of it
 * @param bytes how many it has
 * @param sha256 of its bytes, in lower-case hex, if the client told
 * @param multipartId what the store calls its parts' object; empty when it comes as one
 * @param expiresAt when it is over
 */
record UploadSession(
        String imageId,
        Upload upload,
        long bytes,
        Optional<String> sha256,
        Optional<String> multipartId,
        Instant expiresAt) {
    static final int PART_BYTES = S3RawImageStore.PART_BYTES;

    String stagingKey() {
        return "staging/" + upload.customerId() + "/" + imageId;
    }

    static String documentKey(String customerId, String imageId) {
        return "uploads/" + customerId + "/" + imageId + ".json";
    }

    int parts() {
        return Math.toIntExact((bytes + PART_BYTES - 1) / PART_BYTES);
    }

    /** How many bytes this part has. */
    long partBytes(int number) {
        return Math.min(PART_BYTES, bytes - (number - 1L) * PART_BYTES);
    }

    boolean has(Map<Integer, Long> parts, int number) {
        return Long.valueOf(partBytes(number)).equals(parts.get(number));
    }

    /** @throws dev.darkroom.httpservice.ProblemException 410 when it is over */
    void mustBeOpen(Instant now) {
        if (!now.isBefore(expiresAt)) {
            throw new Problem("upload-expired", 410, "This upload ended at " + expiresAt + ". Begin a new one.")
                    .exception();
        }
    }

    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("image_id", imageId)
                .put("customer_id", upload.customerId())
                .put("size_bytes", bytes)
                .put("expires_at", expiresAt.toString())
                .put("traceparent", upload.trace().traceparent());
        upload.trace().tracestate().ifPresent(state -> document.put("tracestate", state));
        sha256.ifPresent(hash -> document.put("sha256", hash));
        multipartId.ifPresent(id -> document.put("multipart_id", id));
        upload.sourceName().ifPresent(name -> document.put("name", name));
        upload.function().ifPresent(function -> document.put("function", function));
        upload.operations().ifPresent(operations -> document.put("operations", operations));
        upload.declaredContentType().ifPresent(type -> document.put("content_type", type));
        return document;
    }

    static UploadSession of(ObjectNode document) {
        Upload upload = new Upload(
                document.path("customer_id").asText(),
                text(document, "name"),
                text(document, "function"),
                text(document, "operations"),
                text(document, "content_type"),
                Optional.empty(),
                new TraceContext(document.path("traceparent").asText(), text(document, "tracestate")));
        return new UploadSession(
                document.path("image_id").asText(),
                upload,
                document.path("size_bytes").asLong(),
                text(document, "sha256"),
                text(document, "multipart_id"),
                Instant.parse(document.path("expires_at").asText()));
    }

    private static Optional<String> text(JsonNode document, String name) {
        return Optional.ofNullable(document.path(name).textValue());
    }
}
