package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.httpservice.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final LiveFeed feed = new LiveFeed(2, 1 << 20);

    @Test
    void dropsAListenerThatLetsEventsPileUpAndNoOther() throws InterruptedException {
        try (Listener slow = listen("acme");
                Listener quick = listen("acme")) {
            // When
            for (int i = 0; i <= Listener.MOST_WAITING; i++) {
                feed.publish(FeedPosition.Topic.PROCESSED, 0, i, Examples.image(Examples.IMAGE_ID, "acme"));
                quick.next(AT_ONCE);
            }

            // Then
            assertThat(slow.next(AT_ONCE)).isEqualTo(Listener.Ending.TOO_SLOW);
            assertThat(quick.next(AT_ONCE)).isEqualTo(new Listener.Quiet());
        }
    }

    @Test
    void refusesMoreListenersThanAllowedUntilOneLeaves() {
        // Given
        feed.takePlace();
        feed.takePlace();

        // Then
        assertThatThrownBy(feed::takePlace).isInstanceOf(ProblemException.class);
        feed.givePlaceBack();
        feed.takePlace();
        assertThat(feed.listeners()).isEqualTo(2);
    }

    @Test
    void tellsThoseWhoComeLateThatItIsOver() throws InterruptedException {
        // Given
        feed.close();

        // When
        try (Listener late = listen("acme")) {
            // Then
            assertThat(late.next(AT_ONCE)).isEqualTo(Listener.Ending.SHUTDOWN);
        }
    }

    private Listener listen(String customerId) {
        return feed.join(customerId, FeedFilter.ALL, feed.livePosition()).orElseThrow();
    }
}
