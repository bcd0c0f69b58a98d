package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PausesTest {
    private static final RetrySettings SETTINGS =
            new RetrySettings(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(5_000));

    @Test
    void areRandomBelowALimitThatDoublesUpToTheLongest() {
        // Given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Pauses pauses = new Pauses(SETTINGS, () -> random);

        // When, Then
        for (int attempt = 1; attempt <= 100; attempt++) {
            long most = attempt < 8 ? 50L << (attempt - 1) : 5_000;
            assertThat(pauses.afterAttempt(attempt).toMillis())
                    .as("attempt %d, seed %d", attempt, seed)
                    .isBetween(0L, most);
        }
    }
}
