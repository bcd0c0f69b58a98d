package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WritingSettingsTest {
    @Test
    void hasDefaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(new WritingSettings(
                        new WriteSettings(25, 8, 3_000, 32 * 1024 * 1024, Duration.ofSeconds(3)),
                        new RetrySettings(Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ofSeconds(5)),
                        new RateSettings(OptionalInt.empty(), OptionalInt.empty())));
    }

    @Test
    void readsEveryOption() {
        // Given
        Map<String, String> properties = Map.of(
                "batch.size", "1",
                "max.requests.in.flight", "2",
                "max.pending.records", "3",
                "max.pending.bytes", "4",
                "flush.timeout.ms", "5",
                "retry.timeout.ms", "6",
                "retry.backoff.ms", "7",
                "retry.backoff.max.ms", "8",
                "max.writes.per.second", "9",
                "max.capacity.per.second", "10");

        // When
        WritingSettings settings = settings(properties);

        // Then
        assertThat(properties.keySet()).isEqualTo(definition().names());
        assertThat(settings)
                .isEqualTo(new WritingSettings(
                        new WriteSettings(1, 2, 3, 4, Duration.ofMillis(5)),
                        new RetrySettings(Duration.ofMillis(6), Duration.ofMillis(7), Duration.ofMillis(8)),
                        new RateSettings(OptionalInt.of(9), OptionalInt.of(10))));
    }

    @ParameterizedTest
    @CsvSource({
        "batch.size, 0",
        "batch.size, 26",
        "max.requests.in.flight, 257",
        "max.pending.records, 0",
        "max.pending.bytes, 0",
        "flush.timeout.ms, -1",
        "retry.backoff.max.ms, 0",
        "max.writes.per.second, 0",
        "max.capacity.per.second, -1"
    })
    void refusesWhatIsOutOfRange(String option, String value) {
        assertThatThrownBy(() -> settings(Map.of(option, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    private static WritingSettings settings(Map<String, String> properties) {
        return WritingSettings.from(new AbstractConfig(definition(), properties, Map.of(), false));
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        WritingSettings.define(definition);
        return definition;
    }
}
