package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.bytes;
import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.item;
import static dev.darkroom.dynamodb.mapping.Mapping.list;
import static dev.darkroom.dynamodb.mapping.Mapping.map;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.settings;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
final class AttributesTest {
    static Stream<Arguments> typesAndTheirAttributes() {
        return Stream.of(
                Arguments.of(Schema.STRING_SCHEMA, "", text("")),
                Arguments.of(Schema.BOOLEAN_SCHEMA, true, AttributeValue.fromBool(true)),
                Arguments.of(Schema.BOOLEAN_SCHEMA, false, AttributeValue.fromBool(false)),
                Arguments.of(Schema.INT8_SCHEMA, (byte) -1, number("-1")),
                Arguments.of(Schema.INT16_SCHEMA, (short) 2, number("2")),
                Arguments.of(Schema.INT32_SCHEMA, 3, number("3")),
                Arguments.of(Schema.INT64_SCHEMA, Long.MIN_VALUE, number("-9223372036854775808")),
                Arguments.of(Schema.FLOAT32_SCHEMA, 0.1f, number("0.1")),
                Arguments.of(Schema.FLOAT64_SCHEMA, 1.0, number("1")),
                Arguments.of(Schema.FLOAT64_SCHEMA, -0.0, number("0")),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {1, 2}, bytes(1, 2)),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2), bytes(1, 2)),
                Arguments.of(
                        SchemaBuilder.array(Schema.STRING_SCHEMA).build(),
                        List.of("a", "b"),
                        list(text("a"), text("b"))),
                Arguments.of(
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA)
                                .build(),
                        Map.of(1, "one"),
                        map(Map.of("1", text("one")))),
                Arguments.of(
                        SchemaBuilder.array(
                                        SchemaBuilder.array(Schema.INT32_SCHEMA).build())
                                .build(),
                        List.of(List.of(1)),
                        list(list(number(1)))),
                Arguments.of(Schema.STRING_SCHEMA, "a", text("a")));
    }

    /** A value of one of Connect's own types becomes the same with its schema, inside a struct, and without any. */
    @ParameterizedTest
    @MethodSource("typesAndTheirAttributes")
    void mapsEachTypeToItsAttributeWithAndWithoutSchema(Schema schema, Object value, AttributeValue expected) {
        // Given
        Schema structSchema = SchemaBuilder.struct().field("x", schema).build();
        Struct struct = new Struct(structSchema).put("x", value);

        // When, Then
        assertThat(attributes().of(schema, value)).isEqualTo(expected);
        assertThat(attributes().of(null, value)).isEqualTo(expected);
        assertThat(attributes().of(structSchema, struct)).isEqualTo(map(Map.of("x", expected)));
    }

    static Stream<Arguments> logicalTypesAndTheirAttributes() {
        Schema day = org.apache.kafka.connect.data.Date.SCHEMA;
        Date noon = new Date(3_723_004);
        return Stream.of(
                Arguments.of("iso-8601", day, new Date(86_400_000L * 365), text("1971-01-01")),
                Arguments.of("iso-8601", day, new Date(-86_400_000L), text("1969-12-31")),
                Arguments.of("iso-8601", Time.SCHEMA, noon, text("01:02:03.004")),
                Arguments.of(
                        "iso-8601", Timestamp.SCHEMA, new Date(1_700_000_000_000L), iso("2023-11-14T22:13:20.000Z")),
                Arguments.of("iso-8601", Timestamp.SCHEMA, new Date(-1), iso("1969-12-31T23:59:59.999Z")),
                Arguments.of(
                        "iso-8601",
                        Timestamp.SCHEMA,
                        new Date(253_402_300_800_000L),
                        iso("+10000-01-01T00:00:00.000Z")),
                Arguments.of("iso-8601", Timestamp.SCHEMA, new java.sql.Timestamp(7), iso("1970-01-01T00:00:00.007Z")),
                Arguments.of("iso-8601", null, new Date(7), iso("1970-01-01T00:00:00.007Z")),
                Arguments.of("epoch-millis", day, new Date(86_400_000L), number(86_400_000)),
                Arguments.of("epoch-millis", Time.SCHEMA, noon, number(3_723_004)),
                Arguments.of("epoch-millis", Timestamp.SCHEMA, new Date(-1), number(-1)),
                Arguments.of("epoch-millis", null, new Date(7), number(7)),
                Arguments.of("epoch-seconds", day, new Date(86_400_000L), number(86_400)),
                Arguments.of("epoch-seconds", Time.SCHEMA, noon, number(3_723)),
                Arguments.of("epoch-seconds", Timestamp.SCHEMA, new Date(1_999), number(1)),
                Arguments.of("epoch-seconds", Timestamp.SCHEMA, new Date(-1), number(-1)));
    }

    @ParameterizedTest
    @MethodSource("logicalTypesAndTheirAttributes")
    void writesDatesAndTimesInTheChosenFormat(
            String format, @Nullable Schema schema, Date value, AttributeValue expected) {
        // When
        AttributeValue attribute = attributes("datetime.format", format).of(schema, value);

        // Then
        assertThat(attribute).isEqualTo(expected);
    }

    @Test
    void knowsLogicalTypesInsideArraysAndMaps() {
        // Given
        Schema days =
                SchemaBuilder.array(org.apache.kafka.connect.data.Date.SCHEMA).build();
        Schema times = SchemaBuilder.map(Schema.STRING_SCHEMA, Time.SCHEMA).build();

        // When, Then
        assertThat(attributes().of(days, List.of(new Date(0)))).isEqualTo(list(text("1970-01-01")));
        assertThat(attributes().of(times, Map.of("a", new Date(0)))).isEqualTo(map(Map.of("a", text("00:00:00.000"))));
    }

    @ParameterizedTest
    @CsvSource({
        "number, 12.340, N, 12.34",
        "text, 12.340, S, 12.340",
        "number, 1E+3, N, 1000",
        "text, 1E+3, S, 1000",
        "number, 0.000, N, 0",
        "text, 0.000, S, 0.000",
        "text, 123456789012345678901234567890123456789012.5, S, 123456789012345678901234567890123456789012.5",
        "text, 1E+1000000, S, 1E+1000000"
    })
    void writesDecimalsInTheChosenFormat(String format, String decimal, AttributeValue.Type type, String expected) {
        // Given
        BigDecimal value = new BigDecimal(decimal);

        // When
        AttributeValue attribute = attributes("decimal.format", format).of(Decimal.schema(value.scale()), value);

        // Then
        assertThat(attribute).isEqualTo(type == AttributeValue.Type.N ? number(expected) : text(expected));
    }

    static Stream<Arguments> numbersDynamoDbHasNot() {
        return Stream.of(
                Arguments.of(Double.NaN, "NaN", "NaN"),
                Arguments.of(Float.POSITIVE_INFINITY, "Infinity", "infinity"),
                Arguments.of(new BigInteger("1".repeat(39)), "1".repeat(39), "39 digits"),
                Arguments.of(new BigDecimal("1E+126"), "1" + "0".repeat(126), "1E126"),
                Arguments.of(new BigDecimal("-1.0E-131"), "-0." + "0".repeat(130) + "10", "1E-131"),
                Arguments.of(Double.MIN_VALUE, "4.9E-324", "1E-324"));
    }

    @ParameterizedTest
    @MethodSource("numbersDynamoDbHasNot")
    void refusesWritesAsTextOrOmitsNumbersDynamoDbHasNot(Number value, String asText, String problem) {
        // When, Then
        assertThatThrownBy(() -> attributes().of(null, value))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("unsupported.numbers");
        assertThat(attributes("unsupported.numbers", "text").of(null, value)).isEqualTo(text(asText));
        assertThat(attributes("unsupported.numbers", "omit").of(null, value)).isNull();
        assertThat(attributes("unsupported.numbers", "omit").of(null, Map.of("a", value)))
                .isEqualTo(map(Map.of()));
        assertThat(attributes("unsupported.numbers", "omit", "nulls", "null").of(null, List.of(value)))
                .isEqualTo(list(AttributeValue.fromNul(true)));
    }

    static Stream<Arguments> largestNumbers() {
        return Stream.of(
                Arguments.of(new BigInteger("9".repeat(38)), "9".repeat(38)),
                Arguments.of(new BigDecimal("9.9E+125"), "9.9E+125"),
                Arguments.of(new BigDecimal("-1E-130"), "-1E-130"),
                Arguments.of(1e21, "1" + "0".repeat(21)),
                Arguments.of(12345678.9, "12345678.9"),
                Arguments.of(1.0E-5, "0.00001"));
    }

    @ParameterizedTest
    @MethodSource("largestNumbers")
    void takesEveryNumberThatDynamoDbHas(Number value, String expected) {
        // When, Then
        assertThat(attributes().of(null, value)).isEqualTo(number(expected));
    }

    static Stream<Arguments> valuesWithoutAttribute() {
        return Stream.of(
                Arguments.of(Map.of(List.of(), "x"), "keys"),
                Arguments.of(Map.of(1, "x", "1", "y"), "two keys"),
                Arguments.of(nested(40), "32 levels"),
                Arguments.of(new AtomicInteger(), "AtomicInteger"),
                Arguments.of(Optional.empty(), "java.util.Optional"));
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutAttribute")
    void refusesWhatDynamoDbHasNoAttributeForAndNamesTheField(Object value, String problem) {
        // When, Then
        assertThatThrownBy(() -> mapper().map(record(fields("id", "k", "outer", List.of(value)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("outer.[0]")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"omit, false", "null, true"})
    void leavesNestedNullsOutOrKeepsThemAndFillsRequiredDefaultsIn(String nulls, boolean isKept) {
        // Given
        Schema inner = SchemaBuilder.struct()
                .field("lane", SchemaBuilder.string().optional().defaultValue("bulk"))
                .field("attempts", SchemaBuilder.int32().defaultValue(1))
                .build();
        Schema outer = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("source_name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .build();
        Struct struct = new Struct(outer).put("id", "k").put("inner", new Struct(inner).put("lane", null));

        // When
        Map<String, AttributeValue> item = item(mapper("nulls", nulls), record(struct));

        // Then
        assertThat(item.get("source_name")).isEqualTo(isKept ? AttributeValue.fromNul(true) : null);
        Map<String, AttributeValue> inside = isKept
                ? Map.of("attempts", number(1), "lane", AttributeValue.fromNul(true))
                : Map.of("attempts", number(1));
        assertThat(item.get("inner")).isEqualTo(map(inside));
    }

    @ParameterizedTest
    @CsvSource({"omit", "null"})
    void keepsNullsInListsBecauseTheirNeighboursWouldMove(String nulls) {
        // When
        AttributeValue attribute = attributes("nulls", nulls).of(null, Arrays.asList("a", null, "b"));

        // Then
        assertThat(attribute).isEqualTo(list(text("a"), AttributeValue.fromNul(true), text("b")));
    }

    @Test
    void makesListsOfAnyCollection() {
        // When, Then
        assertThat(attributes().of(null, Set.of("a"))).isEqualTo(list(text("a")));
        assertThat(attributes().of(null, List.of())).isEqualTo(list());
        assertThat(attributes().of(null, Map.of())).isEqualTo(map(Map.of()));
    }

    private static Attributes attributes(String... options) {
        MappingSettings settings = settings(options);
        return new Attributes(settings.types(), settings.fields().names());
    }

    private static AttributeValue iso(String timestamp) {
        return text(timestamp);
    }

    private static Object nested(int levels) {
        return levels == 0 ? "x" : List.of(nested(levels - 1));
    }
}
