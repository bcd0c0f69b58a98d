package dev.darkroom.topology.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Route;
import dev.darkroom.topology.lifecycle.Trace;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Turns turns = new Turns(new FairShares(1, 1, 1));

    @Test
    void knowsFromWhichTurnOnImagesWait() {
        // Given
        ImageState first = waiting("a", 7);
        turns.move(null, first);
        turns.move(null, waiting("b", 9));
        assertThat(firstTurn()).isEqualTo(7);

        // When
        turns.move(first, new ImageState.Dispatched(first.course(), NOW, NOW));

        // Then
        assertThat(firstTurn()).isBetween(7L, 9L);
    }

    @Test
    void beginsAnewWithTheFirstThatWaitsAgain() {
        // Given
        ImageState first = waiting("a", 7);
        turns.move(null, first);
        turns.move(first, new ImageState.Dispatched(first.course(), NOW, NOW));

        // When
        turns.move(null, waiting("b", 900));

        // Then
        assertThat(firstTurn()).isEqualTo(900);
    }

    @Test
    void overlooksNoneWhenOneLeavesTheQueueInItsMiddle() {
        // Given
        ImageState second = waiting("b", 9);
        turns.move(null, waiting("a", 7));
        turns.move(null, second);

        // When
        turns.move(second, new ImageState.BackingOff(second.course(), NOW, NOW));

        // Then
        assertThat(firstTurn()).isEqualTo(7);
    }

    private long firstTurn() {
        return turns.firstTurn("acme", Lane.EXPRESS);
    }

    private static ImageState.Waiting waiting(String id, long turn) {
        RawImage image = RawImages.distinct(id).build();
        Course course = Course.begin(id, "acme", Event.of(new byte[] {1}, image), Trace.NONE, NOW)
                .routed(new Route(Lane.EXPRESS, "web-variants", null));
        return new ImageState.Waiting(course, NOW, turn);
    }
}
