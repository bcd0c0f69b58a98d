package dev.darkroom.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

final class ThreadReplacementTest {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private boolean closing;

    private final ThreadReplacement replacement = new ThreadReplacement(1, () -> now, pause -> {
        pauses.add(pause);
        now = now.plus(pause);
        return !closing;
    });

    @Test
    void pausesLongerFromDeathToDeath() {
        // When
        List<StreamThreadExceptionResponse> responses = die(7);

        // Then
        assertThat(responses).containsOnly(REPLACE_THREAD);
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void startsAnewAfterACalmTime() {
        // Given
        die(5);
        pauses.clear();
        now = now.plus(ThreadReplacement.CALM).plusSeconds(1);

        // When
        die(1);

        // Then
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void stopsTheClientWhenReplacingDoesNotHelp() {
        // Given
        die(ThreadReplacement.LIMIT);

        // When
        List<StreamThreadExceptionResponse> responses = die(1);

        // Then
        assertThat(responses).containsExactly(SHUTDOWN_CLIENT);
    }

    @Test
    void stopsTheClientAtOnceWhenTheJvmIsInTrouble() {
        // When
        StreamThreadExceptionResponse response = replacement.handle(new OutOfMemoryError("Java heap space"));

        // Then
        assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(pauses).isEmpty();
    }

    @Test
    void replacesNoThreadOfAClientThatIsBeingClosed() {
        // Given
        closing = true;

        // When
        List<StreamThreadExceptionResponse> responses = die(1);

        // Then
        assertThat(responses).containsExactly(SHUTDOWN_CLIENT);
    }

    private List<StreamThreadExceptionResponse> die(int times) {
        return Stream.generate(() -> replacement.handle(new StreamsException("the registry is away")))
                .limit(times)
                .toList();
    }
}
