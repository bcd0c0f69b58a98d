package dev.darkroom.dynamodb.writing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Random pauses that grow by powers of two up to a limit ("full jitter"). Source: AWS Architecture Blog, "Exponential
 * Backoff And Jitter".
 */
final class Pauses {
    private static final int LARGEST_SHIFT = 30;

    private final Clock clock;
    private final RandomGenerator random;
    private final Sleep sleep;

    Pauses(Clock clock, RandomGenerator random, Sleep sleep) {
        this.clock = clock;
        this.random = random;
        this.sleep = sleep;
    }

    Instant deadline(Duration timeout) {
        return clock.instant().plus(timeout);
    }

    /** @param attempt the number of the attempt that was made last, from 1 */
    Duration afterAttempt(int attempt, RetrySettings settings) {
        long grown = settings.firstPause().toMillis() << Math.min(attempt - 1, LARGEST_SHIFT);
        long most = Math.min(grown, settings.longestPause().toMillis());
        return Duration.ofMillis(random.nextLong(most + 1));
    }

    /** Takes the pause and returns true, or returns false at once when it would end after the deadline. */
    boolean takeBefore(Instant deadline, Duration pause) {
        if (clock.instant().plus(pause).isAfter(deadline)) {
            return false;
        }
        try {
            sleep.millis(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("Interrupted between two attempts to write to DynamoDB", e);
        }
    }

    /** {@link Thread#sleep(long)}, or a test's clock moving on. */
    interface Sleep {
        void millis(long millis) throws InterruptedException;
    }
}
