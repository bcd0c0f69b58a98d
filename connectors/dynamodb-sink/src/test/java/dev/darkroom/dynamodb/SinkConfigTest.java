package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The groups of options together; what each means is tested beside it. */
final class SinkConfigTest {
    @Test
    void hasDefaultsForEverythingButTheHashKey() {
        assertThatCode(() -> SinkConfig.from(Map.of("hash.key.attribute", "id")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SinkConfig.from(Map.of())).hasMessageContaining("hash.key.attribute");
    }

    @ParameterizedTest
    @CsvSource({
        "hash.key.attribute, ''",
        "hash.key.source, key..a",
        "sort.key.attribute, id",
        "sort.key.source, key",
        "table.name, a table",
        "write.mode, perhaps",
        "newer.wins.by, record.key",
        "tombstones, delete",
        "nulls, remove",
        "batch.size, 26",
        "max.requests.in.flight, 0",
        "max.writes.per.second, 0",
        "retry.timeout.ms, -1",
        "retry.backoff.ms, 0",
        "aws.region, ''",
        "aws.endpoint, localhost:8000",
        "aws.access.key.id, key",
        "request.timeout.ms, 0",
        "table.create.billing.mode, free"
    })
    void saysAtItsOwnKeyWhatIsWrong(String option, String value) {
        // Given
        Map<String, String> properties = new HashMap<>(Map.of("hash.key.attribute", "id", "preflight", "false"));
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

    @Test
    void keepsItsWaitsUnderTheConsumersPollInterval() {
        // Given
        Map<String, String> properties = Map.of(
                "hash.key.attribute", "id",
                "retry.timeout.ms", "28000",
                "consumer.override.max.poll.interval.ms", "30000");

        // When, Then
        assertThatThrownBy(() -> SinkConfig.from(properties))
                .hasMessageContaining("retry.timeout.ms")
                .hasMessageContaining("30000");
    }
}
