package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class StopRequestTest {
    @Test
    void interruptsWhateverTheOwnerWaitsFor() {
        // Given
        StopRequest stop = new StopRequest();

        // When
        Thread.ofPlatform().start(stop::ask);

        // Then
        assertThatThrownBy(() -> Thread.sleep(Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void leavesAnOwnerThatIsStoppingAlone() {
        // Given
        StopRequest stop = new StopRequest();

        // When
        stop.begin();
        stop.ask();

        // Then
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void tellsTheSecondAskerThatItIsTheSecond() {
        // Given
        StopRequest stop = new StopRequest();

        // When
        boolean first = stop.ask();
        boolean second = stop.ask();
        stop.begin();

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    /** A signal's thread that woke the owner and is then slow must not interrupt the stop that has begun. */
    @RepeatedTest(200)
    void neverInterruptsTheStop() throws InterruptedException {
        // Given
        StopRequest stop = new StopRequest();
        Thread signal = Thread.ofPlatform().start(stop::ask);

        // When
        stop.await();
        stop.begin();

        // Then
        assertThat(signal.join(Duration.ofMinutes(1))).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }
}
