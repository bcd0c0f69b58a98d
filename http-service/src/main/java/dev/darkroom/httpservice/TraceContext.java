package dev.darkroom.httpservice;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The trace a request belongs to, passed on unchanged, or a new one where the caller has none. Source: <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>, "forwarding".
 *
 * @param traceparent the header of that name, valid
 * @param tracestate the header of that name, of at most {@value #LONGEST_STATE} characters
 */
public record TraceContext(String traceparent, Optional<String> tracestate) {
    private static final HeaderName PARENT = HeaderNames.create("traceparent");
    private static final HeaderName STATE = HeaderNames.create("tracestate");
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int LONGEST_STATE = 512;

    /** The request's; a malformed one counts as none, as the specification asks. */
    public static TraceContext of(Headers headers) {
        List<String> parents = headers.all(PARENT, List::of);
        if (parents.size() != 1 || !FORM.matcher(parents.getFirst()).matches()) {
            return begin();
        }
        String state = String.join(",", headers.all(STATE, List::of));
        return new TraceContext(
                parents.getFirst(),
                Optional.of(state).filter(text -> !text.isBlank() && text.length() <= LONGEST_STATE));
    }

    /** A new trace, not sampled: whoever wants to record it decides that itself. */
    public static TraceContext begin() {
        HexFormat hex = HexFormat.of();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long low = random.nextLong() | 1;
        return new TraceContext(
                "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(low) + "-"
                        + hex.toHexDigits(random.nextLong() | 1) + "-00",
                Optional.empty());
    }

    /** The trace's id, for logs. */
    public String traceId() {
        return traceparent.substring(3, 35);
    }
}
