package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.httpservice.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final LiveFeed feed = new LiveFeed(2);

    @Test
    void dropsAListenerThatLetsEventsPileUpAndNoOther() throws InterruptedException {
        try (Listener slow = feed.listen("acme");
                Listener quick = feed.listen("acme")) {
            // When
            for (int i = 0; i <= Listener.MOST_WAITING; i++) {
                feed.publish(event(i));
                quick.next(AT_ONCE);
            }

            // Then
            assertThat(slow.next(AT_ONCE)).isEqualTo(Listener.Ending.TOO_SLOW);
            assertThat(quick.next(AT_ONCE)).isEqualTo(new Listener.Quiet());
        }
    }

    @Test
    void refusesMoreListenersThanAllowedUntilOneLeaves() {
        try (Listener first = feed.listen("acme")) {
            Listener second = feed.listen("other");
            assertThatThrownBy(() -> feed.listen("acme")).isInstanceOf(ProblemException.class);
            second.close();
            feed.listen("acme").close();
            assertThat(first).isNotNull();
        }
    }

    @Test
    void tellsThoseWhoComeLateThatItIsOver() throws InterruptedException {
        // Given
        feed.close();

        // When
        try (Listener late = feed.listen("acme")) {
            // Then
            assertThat(late.next(AT_ONCE)).isEqualTo(Listener.Ending.SHUTDOWN);
        }
    }

    private static LiveEvent event(int i) {
        return new LiveEvent("processed-images-0-" + i, Examples.image(Examples.IMAGE_ID, "acme"));
    }
}
