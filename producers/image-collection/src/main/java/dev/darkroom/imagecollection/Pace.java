package dev.darkroom.imagecollection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How slowly a client may send.
 *
 * @param grace how long it may take whatever it sends
 * @param bytesPerSecond what it must send on average from then on
 */
record Pace(Duration grace, long bytesPerSecond) {
    /** 128 kbit/s: a bad mobile connection does better. */
    static final Pace DEFAULT = new Pace(Duration.ofSeconds(10), 16 << 10);

    /** How long the first {@code bytes} may take. */
    Duration longest(long bytes) {
        return grace.plusMillis(bytes * 1000 / bytesPerSecond);
    }

    /** Whether {@code nanos} is more than the first {@code bytes} may take; asked at every read. */
    boolean exceeded(long bytes, long nanos) {
        return nanos - grace.toNanos() > TimeUnit.MILLISECONDS.toNanos(bytes * 1000 / bytesPerSecond);
    }
}
