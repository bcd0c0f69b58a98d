package dev.darkroom.imageprocessor;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When Lambda will end the invocation.
 *
 * @param remainingMillis the time left, as {@code Context.getRemainingTimeInMillis} says
 */
record Deadline(LongSupplier remainingMillis) {
    /** An image begun with less time than this would most likely be cut off. */
    private static final Duration LEAST_TO_BEGIN = Duration.ofSeconds(10);

    /** Kept for answering. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(1);

    boolean leavesTimeForAnotherImage() {
        return remainingMillis.getAsLong() >= LEAST_TO_BEGIN.toMillis();
    }

    /** How long work may still be waited for, never negative. */
    Duration forWork() {
        return Duration.ofMillis(Math.max(0, remainingMillis.getAsLong() - TO_ANSWER.toMillis()));
    }
}
