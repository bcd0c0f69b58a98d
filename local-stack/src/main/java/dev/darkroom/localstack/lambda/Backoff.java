package dev.darkroom.localstack.lambda;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses that double from 100 ms to 10 s, each shortened by up to half at random so that retries do not march in step. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;
    private static final int DOUBLINGS = 7;

    private Backoff() {}

    static void pause(int failures) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millisAfter(failures));
    }

    static long millisAfter(int failures) {
        if (failures == 0) {
            return 0;
        }
        long millis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS));
        return millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    }
}
