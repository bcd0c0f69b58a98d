package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.Test;

final class SnapshotTest {
    @Test
    void loadsWhatAFirstImageNeedsAndLeavesNoConnectionOpen() throws Exception {
        // Given
        List<String> events = new ArrayList<>();
        Once<String> client = new Once<>(() -> "client " + events.size());
        Snapshot snapshot = Snapshot.register(
                () -> events.add("primed with " + client.get()),
                () -> client.forget(closed -> events.add("closed " + closed)));

        // When
        snapshot.beforeCheckpoint(Core.getGlobalContext());
        snapshot.afterRestore(Core.getGlobalContext());

        // Then
        assertThat(events).containsExactly("primed with client 0", "closed client 0");
        assertThat(client.get()).as("made anew").isEqualTo("client 2");
    }

    @Test
    void primesEveryFunctionThereIs() {
        // Given
        List<String> calls = new ArrayList<>();
        TestingFunction recording = new TestingFunction("work", source -> {
            calls.add(source.facts().contentType() + " of " + source.content().size());
            return TestingFunction.copying("work").apply(source);
        });

        // When
        boolean inFull = Priming.run(
                new Functions(List.of(recording)),
                () -> calls.add("clients"),
                image -> calls.add("requests with " + image.size()));

        // Then
        assertThat(inFull).isTrue();
        assertThat(calls).containsExactly("clients", "image/jpeg of 1540", "requests with 1540");
    }

    @Test
    void isNoMoreThanSlowerWhenPrimingFails() {
        boolean inFull = Priming.run(
                new Functions(List.of()),
                () -> {
                    throw new IllegalStateException("no broker");
                },
                image -> {});
        assertThat(inFull).isFalse();
    }
}
