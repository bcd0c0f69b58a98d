package dev.darkroom.dynamodb.writing;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Random pauses that grow by powers of two up to a limit ("full jitter"). Source: AWS Architecture Blog, "Exponential
 * Backoff And Jitter".
 */
final class Pauses {
    private static final int LARGEST_SHIFT = 30;

    private final RetrySettings settings;
    private final Supplier<? extends RandomGenerator> random;

    /** @param random gives the calling thread's */
    Pauses(RetrySettings settings, Supplier<? extends RandomGenerator> random) {
        this.settings = settings;
        this.random = random;
    }

    /** @param attempt the number of the attempt that was made last, from 1 */
    Duration afterAttempt(int attempt) {
        long grown = settings.firstPause().toMillis() << Math.min(attempt - 1, LARGEST_SHIFT);
        long most = Math.min(grown, settings.longestPause().toMillis());
        return Duration.ofMillis(random.get().nextLong(most + 1));
    }
}
