package dev.darkroom.dynamodb.writing;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast writes are made: a number of writes and of consumed capacity units a second, each with a second's worth of
 * burst. What a request costs is known when it is made, so capacity is paid for afterwards and the next one waits.
 */
final class Pace {
    private final Optional<Bucket> writes;
    private final Optional<Bucket> capacity;

    Pace(OptionalInt writesPerSecond, OptionalInt capacityPerSecond) {
        // A bucket has to hold at least what is taken at once.
        writes = bucket(writesPerSecond, RequestSize.MOST_WRITES);
        capacity = bucket(capacityPerSecond, 1);
    }

    /** Waits until so many writes may be made. */
    void await(int count) throws InterruptedException {
        if (writes.isPresent()) {
            writes.get().asBlocking().consume(count);
        }
        if (capacity.isPresent()) {
            capacity.get().asBlocking().consume(1);
        }
    }

    /** Pays for what a request has cost, beside the one unit it had to wait for. */
    void onConsumed(double units) {
        long more = (long) Math.ceil(units) - 1;
        if (more > 0) {
            capacity.ifPresent(bucket -> bucket.consumeIgnoringRateLimits(more));
        }
    }

    private static Optional<Bucket> bucket(OptionalInt perSecond, int leastBurst) {
        if (perSecond.isEmpty()) {
            return Optional.empty();
        }
        int rate = perSecond.getAsInt();
        return Optional.of(Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(rate, leastBurst)).refillGreedy(rate, Duration.ofSeconds(1)))
                .build());
    }
}
