package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
final class TemplateTest {
    private static final Moments ISO = new Moments(DatetimeFormat.ISO_8601);

    @ParameterizedTest
    @CsvSource({
        "CUSTOMER#${value.id}, CUSTOMER#c1",
        "${value.id}, c1",
        "${value.id}${value.n}, c17",
        "${topic}/${partition}/${offset}, orders/3/42",
        "${original.topic}@${timestamp}, raw-orders@2023-11-14T22:13:20.123Z",
        "a$${b}c, a${b}c",
        "$$${value.id}, $${value.id}",
        "5$ for ${value.id}, 5$ for c1",
        "}{${value.id}}, }{c1}"
    })
    void putsThePartsOfTheRecordInTheirPlaces(String template, String expected) {
        // When
        String text = Template.parse(template).of(record(fields("id", "c1", "n", 7)), ISO);

        // Then
        assertThat(text).isEqualTo(expected);
    }

    static Stream<Arguments> valuesAndTheirText() {
        return Stream.of(
                Arguments.of("", "<>"),
                Arguments.of(true, "<true>"),
                Arguments.of((byte) -1, "<-1>"),
                Arguments.of((short) 2, "<2>"),
                Arguments.of(3, "<3>"),
                Arguments.of(Long.MIN_VALUE, "<-9223372036854775808>"),
                Arguments.of(BigInteger.TEN.pow(30), "<1" + "0".repeat(30) + ">"),
                Arguments.of(new Date(0), "<1970-01-01T00:00:00.000Z>"));
    }

    @ParameterizedTest
    @MethodSource("valuesAndTheirText")
    void takesTextWholeNumbersBooleansAndDates(Object value, String expected) {
        // When
        String text = Template.parse("<${value.x}>").of(record(fields("x", value)), ISO);

        // Then
        assertThat(text).isEqualTo(expected);
    }

    @Test
    void writesDatesAsTheirFormatAndSchemaSay() {
        // Given
        Schema schema = SchemaBuilder.struct()
                .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
                .build();
        Struct struct = new Struct(schema).put("day", new Date(86_400_000L));
        Template template = Template.parse("events_${value.day}");

        // When, Then
        assertThat(template.of(record(struct), ISO)).isEqualTo("events_1970-01-02");
        assertThat(template.of(record(struct), new Moments(DatetimeFormat.EPOCH_SECONDS)))
                .isEqualTo("events_86400");
    }

    static Stream<Object> valuesThatAreNoText() {
        return Stream.of(1.5, 1.5f, new BigDecimal("1"), new byte[1], List.of(), Map.of());
    }

    @ParameterizedTest
    @MethodSource("valuesThatAreNoText")
    void refusesWhatHasNoOneText(Object value) {
        // When, Then
        assertThatThrownBy(() -> Template.parse("${value.x}").of(record(fields("x", value)), ISO))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("value.x")
                .hasMessageContaining(value.getClass().getSimpleName());
    }

    @Test
    void refusesARecordThatLacksAPart() {
        // When, Then
        assertThatThrownBy(() -> Template.parse("a${value.x}").of(record(fields("y", 1)), ISO))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("no value at value.x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a${value.x", "${}", "${value}", "${customer}", "a ${ value.x }"})
    void isNoneOfOtherForms(String text) {
        // When, Then
        assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOMER#${value.id}", "${key}${header.h}", "a$${b}${offset}c", "plain"})
    void isWrittenAsItIsRead(String text) {
        // When, Then
        assertThat(Template.parse(text)).hasToString(text);
    }
}
