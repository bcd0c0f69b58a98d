package dev.darkroom.dynamodb.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableCreationSettingsTest {
    @Test
    void createsNothingByDefault() {
        assertThat(TableCreationSettings.from(Options.TABLE_CREATION.with(Map.of())))
                .isEqualTo(new TableCreationSettings(
                        false,
                        new Billing(Optional.empty()),
                        false,
                        Map.of(),
                        new Encryption("aws-owned"),
                        false,
                        Duration.ofMinutes(2)));
    }

    @Test
    void readsEveryOption() {
        // Given
        Map<String, String> options = Map.of(
                "table.create", "true",
                "table.create.billing.mode", "Provisioned",
                "table.create.read.capacity", "1",
                "table.create.write.capacity", "2",
                "table.create.point.in.time.recovery", "true",
                "table.create.tags", "team:imaging, cost:a:b",
                "table.create.encryption", "alias/tables",
                "table.create.deletion.protection", "true",
                "table.create.timeout.ms", "3");

        // When
        TableCreationSettings settings = TableCreationSettings.from(Options.TABLE_CREATION.with(options));

        // Then
        assertThat(options.keySet())
                .isEqualTo(Options.TABLE_CREATION.definition().names());
        assertThat(settings)
                .isEqualTo(new TableCreationSettings(
                        true,
                        new Billing(Optional.of(new Billing.Capacity(1, 2))),
                        true,
                        Map.of("team", "imaging", "cost", "a:b"),
                        new Encryption("alias/tables"),
                        true,
                        Duration.ofMillis(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "table.create.billing.mode, free",
        "table.create.read.capacity, 0",
        "table.create.write.capacity, many",
        "table.create.tags, team",
        "table.create.tags, aws:x",
        "table.create.tags, 'a:1,a:2'",
        "table.create.tags, a:?",
        "table.create.encryption, my-key",
        "table.create.encryption, arn:aws:kms:eu-west-1:123:key/x",
        "table.create.timeout.ms, 0"
    })
    void refusesWhatNoOtherOptionCouldMakeRight(String option, String value) {
        assertThatThrownBy(() -> Options.TABLE_CREATION.with(Map.of(option, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:eu-west-1:123456789012:key/0b6ad2a3-0000-4000-8000-000000000000",
        "arn:aws-cn:kms:cn-north-1:123456789012:alias/tables",
        "aws-managed"
    })
    void takesKeysAsKmsNamesThem(String key) {
        assertThat(TableCreationSettings.from(Options.TABLE_CREATION.with(Map.of("table.create.encryption", key)))
                        .encryption())
                .isEqualTo(new Encryption(key));
    }

    @Test
    void wantsBothCapacitiesForProvisionedTables() {
        assertThat(Options.TABLE_CREATION.problemsOf(
                        Map.of("table.create.billing.mode", "provisioned"), TableCreationSettings::problems))
                .containsExactly("table.create.read.capacity", "table.create.write.capacity");
    }

    @Test
    void wantsNoCapacityForTablesOnDemand() {
        assertThat(Options.TABLE_CREATION.problemsOf(
                        Map.of("table.create.write.capacity", "5"), TableCreationSettings::problems))
                .containsExactly("table.create.write.capacity");
    }
}
