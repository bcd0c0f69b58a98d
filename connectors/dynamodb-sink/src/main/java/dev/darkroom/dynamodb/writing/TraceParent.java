package dev.darkroom.dynamodb.writing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The trace a record belongs to, by its header {@code traceparent}. Source: <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>.
 */
final class TraceParent {
    private static final String NAME = "traceparent";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** The record's, as text or as bytes; a malformed one counts as none. */
    static Optional<String> of(SinkRecord record) {
        return Optional.ofNullable(record.headers().lastWithName(NAME))
                .map(Header::value)
                .map(value -> value instanceof byte[] bytes ? new String(bytes, StandardCharsets.US_ASCII) : value)
                .map(Object::toString)
                .filter(text -> FORM.matcher(text).matches());
    }
}
