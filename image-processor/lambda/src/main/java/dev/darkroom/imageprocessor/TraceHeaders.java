package dev.darkroom.imageprocessor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The headers of a task that say which trace it belongs to; its end carries them on as they came. Source: <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>.
 */
record TraceHeaders(Map<String, byte[]> values) {
    static final TraceHeaders NONE = new TraceHeaders(Map.of());
    private static final List<String> NAMES = List.of("traceparent", "tracestate");

    /** @param headers as the event source gives them, in their order; of one name the last counts */
    static TraceHeaders of(List<Map<String, byte[]>> headers) {
        Map<String, byte[]> found = new TreeMap<>();
        for (Map<String, byte[]> header : headers) {
            NAMES.forEach(name -> Optional.ofNullable(header.get(name)).ifPresent(value -> found.put(name, value)));
        }
        return new TraceHeaders(found);
    }
}
