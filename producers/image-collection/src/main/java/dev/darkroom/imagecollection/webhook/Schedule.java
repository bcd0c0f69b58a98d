package dev.darkroom.imagecollection.webhook;

import java.time.Duration;
import java.util.Optional;

/** When a delivery that failed is tried again: three times after 10 s, five times after 5 minutes, then hourly for a day. */
enum Schedule {
    SOON("webhook-retries-10s", Duration.ofSeconds(10)),
    LATER("webhook-retries-5m", Duration.ofMinutes(5)),
    HOURLY("webhook-retries-1h", Duration.ofHours(1));

    static final Duration LONGEST = Duration.ofHours(24);

    private static final int SOON_ATTEMPTS = 3;
    private static final int LATER_ATTEMPTS = SOON_ATTEMPTS + 5;

    private final String topic;
    private final Duration delay;

    Schedule(String topic, Duration delay) {
        this.topic = topic;
        this.delay = delay;
    }

    /**
     * Where to wait for the next attempt.
     *
     * @param attempts how many failed so far
     * @param age since the first
     * @return empty when it is given up
     */
    static Optional<Schedule> after(int attempts, Duration age) {
        if (age.compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        return Optional.of(attempts <= SOON_ATTEMPTS ? SOON : attempts <= LATER_ATTEMPTS ? LATER : HOURLY);
    }

    /** The topic in which deliveries wait so long; all of them the same time, so that the first is always due first. */
    String topic() {
        return topic;
    }

    Duration delay() {
        return delay;
    }
}
