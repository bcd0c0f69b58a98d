package dev.darkroom.topology.tracking;

import dev.darkroom.topology.lifecycle.Trace;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A {@link Trace} as records carry it, in headers of HTTP's names. What is malformed counts as none. */
final class TraceHeaders {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final int LONGEST_STATE = 512;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceHeaders() {}

    static Trace of(Headers headers) {
        String parent = text(headers.lastHeader(PARENT));
        String state = text(headers.lastHeader(STATE));
        return parent == null || !FORM.matcher(parent).matches() ? Trace.NONE : new Trace(parent, state);
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null || header.value().length > LONGEST_STATE
                ? null
                : new String(header.value(), StandardCharsets.US_ASCII);
    }

    /** Makes the headers tell of this trace and no other. */
    static void put(Headers headers, Trace trace) {
        put(headers, PARENT, trace.parent());
        put(headers, STATE, trace.state());
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        headers.remove(name);
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
