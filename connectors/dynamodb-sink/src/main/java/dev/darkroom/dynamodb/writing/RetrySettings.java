package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.settings.Problem;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How often what DynamoDB did not take is written again, and how long deliveries wait for it.
 *
 * @param timeout of a delivery that waits; the writes themselves are made again until they are taken
 */
record RetrySettings(Duration timeout, Duration firstPause, Duration longestPause) {
    static final String TIMEOUT = "retry.timeout.ms";
    static final String FIRST_PAUSE = "retry.backoff.ms";
    static final String LONGEST_PAUSE = "retry.backoff.max.ms";

    private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";
    private static final String GROUP = "Retries";

    static void define(ConfigDef definition) {
        definition
                .define(
                        TIMEOUT,
                        ConfigDef.Type.LONG,
                        60_000L,
                        ConfigDef.Range.atLeast(0L),
                        Importance.MEDIUM,
                        "Milliseconds a delivery waits for DynamoDB to take what was delivered before, retries included,"
                                + " until it is handed back to Connect to be delivered again. Keep it well under the"
                                + " consumer's max.poll.interval.ms (5 minutes by default).",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Retry timeout")
                .define(
                        FIRST_PAUSE,
                        ConfigDef.Type.LONG,
                        50L,
                        ConfigDef.Range.atLeast(1L),
                        Importance.LOW,
                        "Most milliseconds of pause after the first attempt; the limit doubles with each further one and"
                                + " the pause is random below it.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Retry backoff")
                .define(
                        LONGEST_PAUSE,
                        ConfigDef.Type.LONG,
                        5_000L,
                        ConfigDef.Range.atLeast(1L),
                        Importance.LOW,
                        "Most milliseconds of any pause.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Longest retry backoff");
    }

    static RetrySettings from(AbstractConfig config) {
        return new RetrySettings(
                Duration.ofMillis(config.getLong(TIMEOUT)),
                Duration.ofMillis(config.getLong(FIRST_PAUSE)),
                Duration.ofMillis(config.getLong(LONGEST_PAUSE)));
    }

    /** A task that waits longer than its consumer may stay away loses its partitions, and waits again. */
    static List<Problem> problems(AbstractConfig config) {
        Object pollInterval = config.originals().get(POLL_INTERVAL);
        if (pollInterval == null || !pollInterval.toString().matches("[0-9]{1,18}")) {
            return List.of();
        }
        long waits = config.getLong(TIMEOUT) + config.getLong(WriteSettings.FLUSH_TIMEOUT);
        return waits < Long.parseLong(pollInterval.toString())
                ? List.of()
                : List.of(new Problem(
                        TIMEOUT,
                        "with " + WriteSettings.FLUSH_TIMEOUT + " it has to be less than " + POLL_INTERVAL + "="
                                + pollInterval));
    }
}
