package dev.darkroom.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {
    private final List<byte[]> decoded = new ArrayList<>();

    @Test
    void isReadOnceAndOnlyWhenSomebodyWantsToKnow() {
        // Given
        Event<String> event = Event.lazy(bytes("a"), this::decode);
        assertThat(decoded).isEmpty();

        // When
        event.record();
        event.record();

        // Then
        assertThat(decoded).hasSize(1);
    }

    @Test
    void isReadAgainAfterWhatWasReadWasLetGo() {
        // Given
        Event<String> event = Event.of(bytes("a"), "read before", this::decode);
        assertThat(event.record()).isEqualTo("read before");

        // When
        event.letGo();

        // Then
        assertThat(event.record()).isEqualTo("a");
        assertThat(decoded).hasSize(1);
    }

    private String decode(byte[] bytes) {
        decoded.add(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
