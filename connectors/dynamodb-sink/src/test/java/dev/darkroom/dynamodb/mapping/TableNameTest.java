package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.config;
import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.settings;
import static dev.darkroom.dynamodb.mapping.Mapping.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TableNameTest {
    @ParameterizedTest
    @CsvSource({
        "${topic}, orders",
        "prod.${topic}, prod.orders",
        "all, all",
        "${topic}_${value.region}, orders_eu-1",
        "t-${key}-${header.lane}, t-k-fast"
    })
    void isMadeOfTopicKeyValueAndHeaders(String template, String expected) {
        // Given
        SinkRecord record = record("k", fields("id", 1, "region", "eu-1"));
        record.headers().addString("lane", "fast");

        // When, Then
        assertThat(write(mapper("table.name", template), record).key().table()).isEqualTo(expected);
    }

    @Test
    void followsTheTopicFromRecordToRecord() {
        // Given
        RecordMapper mapper = mapper();
        SinkRecord first = record(fields("id", 1));
        SinkRecord second = first.newRecord("others", 0, null, null, null, first.value(), null);

        // When, Then
        assertThat(List.of(first, second, first))
                .extracting(record -> write(mapper, record).key().table())
                .containsExactly("orders", "others", "orders");
    }

    @ParameterizedTest
    @CsvSource({"all, true, true", "${topic}, false, true", "a.${topic}.b, false, true", "${value.x}, false, false"})
    void knowsWhetherTopicsTellItsNames(String template, boolean isConstant, boolean isKnownByTopic) {
        // When
        TableName name = settings("table.name", template).table();

        // Then
        assertThat(name.isConstant()).isEqualTo(isConstant);
        assertThat(name.isKnownByTopic()).isEqualTo(isKnownByTopic);
    }

    @Test
    void namesTheTablesOfTopics() {
        // When, Then
        assertThat(settings("table.name", "p-${topic}").table().of(List.of("b", "a")))
                .containsExactly("p-a", "p-b");
        assertThat(settings("table.name", "all").table().of(List.of("b", "a"))).containsExactly("all");
    }

    @Test
    void blamesTheTopicForAnIllegalNameItMakes() {
        // Given
        SinkRecord record = new SinkRecord("t", 0, null, null, null, fields("id", 1), 0);

        // When, Then
        assertThatThrownBy(() -> mapper().map(record))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(BadRecordException.class)
                .hasMessageContaining("topic t")
                .hasMessageContaining("table.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "no blanks", "naïve", "slash/"})
    void blamesTheRecordForAnIllegalNameItMakes(String field) {
        // When, Then
        assertThatThrownBy(() -> mapper("table.name", "${value.x}").map(record(fields("id", 1, "x", field))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("table.name=${value.x}")
                .hasMessageContaining("3 to 255");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "a table",
                "${partition}",
                "${offset}",
                "${original.topic}",
                "a/${topic}",
                "${topic",
                "$${topic}"
            })
    void saysAtItsOwnKeyWhatNoTableIsCalled(String template) {
        // When, Then
        assertThatThrownBy(() -> config("table.name", template))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("table.name");
    }
}
