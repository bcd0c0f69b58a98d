package dev.darkroom.httpservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, sent as problem details. Source: <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>.
 *
 * @param kind what a program can tell it by; the last part of the document's {@code type}
 * @param status the HTTP status
 * @param detail one sentence that says what to change
 * @param headers further response headers by name
 */
public record Problem(String kind, int status, String detail, Map<String, String> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        headers = Map.copyOf(headers);
    }

    public Problem(String kind, int status, String detail) {
        this(kind, status, detail, Map.of());
    }

    /** Something this service needs is away or busy: nothing was accepted, the caller may come again. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(
                "unavailable", 503, detail, Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }

    public static Problem notFound(String detail) {
        return new Problem("not-found", 404, detail);
    }

    public ProblemException exception() {
        return new ProblemException(this, null);
    }

    public ProblemException exception(@Nullable Throwable cause) {
        return new ProblemException(this, cause);
    }

    /** The document, to be part of another. */
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:darkroom:problem:" + kind)
                .put("title", title())
                .put("status", status)
                .put("detail", detail);
    }

    byte[] document() {
        return json().toString().getBytes(StandardCharsets.UTF_8);
    }

    private String title() {
        String words = kind.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
