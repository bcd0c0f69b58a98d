package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Rates over a second or so, with wide bounds: how long waiting takes is what this class is about. */
final class PaceTest {
    @Test
    void letsABurstOfASecondThroughAndThenKeepsToTheRate() throws InterruptedException {
        // Given
        Pace pace = new Pace(OptionalInt.of(100), OptionalInt.empty());
        long from = System.nanoTime();

        // When: a second's burst, and a second's worth beyond
        for (int i = 0; i < 8; i++) {
            pace.await(25);
        }

        // Then
        assertThat(secondsSince(from)).isBetween(0.9, 20.0);
    }

    @Test
    void makesTheNextRequestWaitForTheCapacityThatTheLastHasCost() throws InterruptedException {
        // Given
        Pace pace = new Pace(OptionalInt.empty(), OptionalInt.of(50));
        long from = System.nanoTime();

        // When: twice a second's burst is spent at once
        pace.await(1);
        pace.onConsumed(100);
        double whileThereWasSome = secondsSince(from);
        pace.await(1);

        // Then
        assertThat(whileThereWasSome).isLessThan(0.9);
        assertThat(secondsSince(from)).isBetween(0.9, 20.0);
    }

    @Test
    void waitsForNothingWhereThereIsNoLimit() throws InterruptedException {
        // Given
        Pace pace = new Pace(OptionalInt.empty(), OptionalInt.empty());
        long from = System.nanoTime();

        // When
        for (int i = 0; i < 100_000; i++) {
            pace.await(25);
            pace.onConsumed(1_000);
        }

        // Then
        assertThat(secondsSince(from)).isLessThan(5);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
