package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;

/** A record's headers as text, the last of each name. */
final class DeadLetterHeaders {
    private DeadLetterHeaders() {}

    static Map<String, String> of(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }
}
