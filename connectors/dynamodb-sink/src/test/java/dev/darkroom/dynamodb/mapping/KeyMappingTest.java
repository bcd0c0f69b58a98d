package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.bytes;
import static dev.darkroom.dynamodb.mapping.Mapping.config;
import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.settings;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static dev.darkroom.dynamodb.mapping.Mapping.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class KeyMappingTest {
    static Stream<Arguments> sourcesAndTheirKeys() {
        return Stream.of(
                Arguments.of("key", text("k")),
                Arguments.of("value.n", number(7)),
                Arguments.of("value.deep.er", number("1.5")),
                Arguments.of("value.bytes", bytes(1, 2)),
                Arguments.of("header.h", text("of the header")),
                Arguments.of("topic", text("orders")),
                Arguments.of("original.topic", text("raw-orders")),
                Arguments.of("partition", number(3)),
                Arguments.of("offset", number(42)),
                Arguments.of("timestamp", text("2023-11-14T22:13:20.123Z")),
                Arguments.of("N#${value.n}", text("N#7")),
                Arguments.of("${value.n}", text("7")),
                Arguments.of("'PROFILE'", text("PROFILE")),
                Arguments.of("'it's'", text("it's")),
                Arguments.of("'${topic}'", text("${topic}")));
    }

    @ParameterizedTest
    @MethodSource("sourcesAndTheirKeys")
    void makesTheKeyOfAPartATemplateOrAConstant(String source, AttributeValue expected) {
        // Given
        SinkRecord record = record("k", fields("n", 7L, "deep", Map.of("er", 1.5), "bytes", new byte[] {1, 2}));
        record.headers().addString("h", "of the header");

        // When
        Write write = write(mapper("hash.key.source", source), record);

        // Then
        assertThat(write.key()).isEqualTo(new ItemKey("orders", Map.of("id", expected)));
        assertThat(((Change.Put) write.change()).item()).containsEntry("id", expected);
    }

    @Test
    void takesTheFieldNamedAsTheAttributeWithoutASource() {
        // When
        Write write = write(mapper("sort.key.attribute", "page"), record(fields("id", "a", "page", 2)));

        // Then
        assertThat(write.key().attributes()).isEqualTo(Map.of("id", text("a"), "page", number(2)));
    }

    @Test
    void letsTheKeyWinOverAFieldOfTheSameName() {
        // When
        Map<String, AttributeValue> item =
                Mapping.item(mapper("hash.key.source", "key"), record("right", fields("id", "wrong")));

        // Then
        assertThat(item).isEqualTo(Map.of("id", text("right")));
    }

    static Stream<Arguments> equalNumbers() {
        return Stream.of(
                Arguments.of(100, 100.0),
                Arguments.of(0L, -0.0),
                Arguments.of(1.5f, new BigDecimal("1.500")),
                Arguments.of(1e22, BigInteger.TEN.pow(22)));
    }

    @ParameterizedTest
    @MethodSource("equalNumbers")
    void makesOneKeyOfEqualNumbersOfAnyType(Object one, Object other) {
        // When, Then
        assertThat(write(mapper(), record(fields("id", one))).key())
                .isEqualTo(write(mapper(), record(fields("id", other))).key())
                .hasSameHashCodeAs(write(mapper(), record(fields("id", other))).key());
    }

    @ParameterizedTest
    @CsvSource({
        "hash.key.source, 0, 1 to 2048",
        "hash.key.source, 2049, 1 to 2048",
        "sort.key.source, 0, 1 to 1024",
        "sort.key.source, 1025, 1 to 1024"
    })
    void refusesAKeyOfAnIllegalLength(String option, int length, String limits) {
        // Given
        String other = option.startsWith("hash") ? "sort.key.source" : "hash.key.source";
        RecordMapper mapper = mapper("sort.key.attribute", "s", option, "value.x", other, "'fine'");

        // When, Then
        assertThatThrownBy(() -> mapper.map(record(fields("x", "é".repeat(length / 2) + "e".repeat(length % 2)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(limits)
                .hasMessageContaining("value.x");
    }

    static Stream<Arguments> valuesThatAreNoKeys() {
        return Stream.of(
                Arguments.of(null, "no value at value.id"),
                Arguments.of(true, "BOOL at value.id"),
                Arguments.of(List.of(), "L at value.id"),
                Arguments.of(Double.NaN, "NaN"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatAreNoKeys")
    void refusesWhatIsNeitherTextNorNumberNorBytes(@Nullable Object value, String problem) {
        // Given
        RecordMapper mapper = mapper("unsupported.numbers", "text", "nulls", "null");

        // When, Then
        assertThatThrownBy(() -> mapper.map(record(fields("id", value))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("id");
    }

    @ParameterizedTest
    @CsvSource({
        "key, iso-8601,",
        "value.x, iso-8601,",
        "header.x, iso-8601,",
        "topic, iso-8601, S",
        "original.topic, iso-8601, S",
        "partition, iso-8601, N",
        "offset, iso-8601, N",
        "timestamp, iso-8601, S",
        "timestamp, epoch-millis, N",
        "timestamp, epoch-seconds, N",
        "A#${value.x}, epoch-millis, S",
        "'''A''', iso-8601, S"
    })
    void knowsItsTypeWhereEveryRecordHasTheSame(String source, String format, @Nullable ScalarAttributeType expected) {
        // When
        KeyMapping keys =
                settings("hash.key.source", source, "datetime.format", format).keys();

        // Then
        assertThat(keys.hash().type()).isEqualTo(Optional.ofNullable(expected));
        assertThat(keys.attributes()).containsExactly("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "value", "customer", "key..a", "'", "''", "'a", "a'", "a${value.x", "${x}", "plain text"})
    void saysAtItsOwnKeyWhichSourcesThereAreNot(String source) {
        // When, Then
        assertThatThrownBy(() -> config("hash.key.source", source))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hash.key.source");
    }
}
