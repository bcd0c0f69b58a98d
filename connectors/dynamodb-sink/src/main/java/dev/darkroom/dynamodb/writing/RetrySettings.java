package dev.darkroom.dynamodb.writing;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How long and how often what DynamoDB did not take is written again. */
record RetrySettings(Duration timeout, Duration firstPause, Duration longestPause) {
    static final String TIMEOUT = "retry.timeout.ms";
    static final String FIRST_PAUSE = "retry.backoff.ms";
    static final String LONGEST_PAUSE = "retry.backoff.max.ms";

    private static final String GROUP = "Retries";

    static void define(ConfigDef definition) {
        definition
                .define(
                        TIMEOUT,
                        ConfigDef.Type.LONG,
                        60_000L,
                        ConfigDef.Range.atLeast(0L),
                        Importance.MEDIUM,
                        "Milliseconds one delivery may take to be written, retries included, before it is handed back to"
                                + " Connect to be delivered again. Keep it well under the consumer's"
                                + " max.poll.interval.ms (5 minutes by default).",
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
                        "Most milliseconds of any pause, and the pause before Connect delivers again.",
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
}
