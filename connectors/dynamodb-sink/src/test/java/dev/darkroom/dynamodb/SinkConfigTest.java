package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

final class SinkConfigTest {
    @Test
    void hasDefaultsForEverythingButTheHashKey() {
        // When
        SinkConfig config = SinkConfig.from(Map.of("hash.key.attribute", "id"));

        // Then
        assertThat(config)
                .isEqualTo(new SinkConfig(
                        new ConnectionSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(10)),
                        new TableName("${topic}"),
                        new KeyMapping(KeyAttribute.hash("id", "value.id"), Optional.empty()),
                        new WriteSettings(25, Tombstones.FAIL),
                        new RetrySettings(Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ofSeconds(5))));
    }

    @Test
    void readsEveryOption() {
        // Given
        Map<String, String> properties = Map.ofEntries(
                Map.entry("aws.region", "eu-west-1"),
                Map.entry("aws.endpoint", "http://127.0.0.1:8000"),
                Map.entry("request.timeout.ms", "1"),
                Map.entry("table.name", "t.${topic}"),
                Map.entry("hash.key.attribute", "h"),
                Map.entry("hash.key.source", "key"),
                Map.entry("sort.key.attribute", "s"),
                Map.entry("sort.key.source", "key.a.b"),
                Map.entry("batch.size", "2"),
                Map.entry("tombstones", "Delete"),
                Map.entry("retry.timeout.ms", "3"),
                Map.entry("retry.backoff.ms", "4"),
                Map.entry("retry.backoff.max.ms", "5"));

        // When
        SinkConfig config = SinkConfig.from(properties);

        // Then
        assertThat(properties.keySet()).isEqualTo(SinkConfig.definition().names());
        assertThat(config)
                .isEqualTo(new SinkConfig(
                        new ConnectionSettings(
                                Optional.of(Region.EU_WEST_1),
                                Optional.of(URI.create("http://127.0.0.1:8000")),
                                Duration.ofMillis(1)),
                        new TableName("t.${topic}"),
                        new KeyMapping(KeyAttribute.hash("h", "key"), Optional.of(KeyAttribute.sort("s", "key.a.b"))),
                        new WriteSettings(2, Tombstones.DELETE),
                        new RetrySettings(Duration.ofMillis(3), Duration.ofMillis(4), Duration.ofMillis(5))));
    }

    @ParameterizedTest
    @CsvSource({
        "hash.key.attribute, ''",
        "hash.key.source, offset",
        "hash.key.source, value",
        "hash.key.source, key..a",
        "sort.key.attribute, id",
        "sort.key.source, key",
        "table.name, a table",
        "table.name, ${partition}",
        "table.name, ''",
        "batch.size, 26",
        "batch.size, 0",
        "tombstones, perhaps",
        "tombstones, delete",
        "retry.timeout.ms, -1",
        "retry.backoff.ms, 0",
        "retry.backoff.max.ms, 0",
        "aws.region, ''",
        "aws.endpoint, localhost:8000",
        "request.timeout.ms, 0"
    })
    void saysAtItsOwnKeyWhatIsWrong(String option, String value) {
        // Given
        Map<String, String> properties = new HashMap<>(Map.of("hash.key.attribute", "id"));
        properties.put(option, value);

        // When
        List<ConfigValue> checked =
                new DynamoDbSinkConnector().validate(properties).configValues();

        // Then
        assertThat(checked)
                .filteredOn(each -> !each.errorMessages().isEmpty())
                .singleElement()
                .returns(option, ConfigValue::name);
        assertThatThrownBy(() -> SinkConfig.from(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
