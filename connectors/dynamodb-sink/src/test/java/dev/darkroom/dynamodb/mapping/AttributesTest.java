package dev.darkroom.dynamodb.mapping;

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
import java.util.Random;
import java.util.stream.LongStream;
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
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class AttributesTest {
    private static final AttributeValue BYTES = AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2}));

    @SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
    static Stream<Arguments> typesAndTheirAttributes() {
        return Stream.of(
                Arguments.of(Schema.STRING_SCHEMA, "", AttributeValue.fromS("")),
                Arguments.of(Schema.BOOLEAN_SCHEMA, true, AttributeValue.fromBool(true)),
                Arguments.of(Schema.INT8_SCHEMA, (byte) -1, number("-1")),
                Arguments.of(Schema.INT16_SCHEMA, (short) 2, number("2")),
                Arguments.of(Schema.INT32_SCHEMA, 3, number("3")),
                Arguments.of(Schema.INT64_SCHEMA, Long.MIN_VALUE, number("-9223372036854775808")),
                Arguments.of(Schema.FLOAT32_SCHEMA, 0.1f, number("0.1")),
                Arguments.of(Schema.FLOAT64_SCHEMA, 1.0, number("1")),
                Arguments.of(Schema.FLOAT64_SCHEMA, -0.0, number("0")),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {1, 2}, BYTES),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2), BYTES),
                Arguments.of(Decimal.schema(3), new BigDecimal("12.340"), number("12.34")),
                Arguments.of(date(), new Date(86_400_000L * 365), text("1971-01-01")),
                Arguments.of(Time.SCHEMA, new Date(3_723_004), text("01:02:03.004")),
                Arguments.of(Timestamp.SCHEMA, new Date(1_700_000_000_000L), text("2023-11-14T22:13:20.000Z")),
                Arguments.of(Timestamp.SCHEMA, new Date(-1), text("1969-12-31T23:59:59.999Z")),
                Arguments.of(null, new Date(7), text("1970-01-01T00:00:00.007Z")),
                Arguments.of(null, new BigInteger("9".repeat(38)), number("9".repeat(38))),
                Arguments.of(
                        SchemaBuilder.array(Timestamp.SCHEMA).build(),
                        List.of(new Date(1)),
                        AttributeValue.fromL(List.of(text("1970-01-01T00:00:00.001Z")))),
                Arguments.of(
                        null,
                        Arrays.asList("a", null),
                        AttributeValue.fromL(List.of(text("a"), AttributeValue.fromNul(true)))),
                Arguments.of(
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA)
                                .build(),
                        Map.of(1, "one"),
                        AttributeValue.fromM(Map.of("1", text("one")))),
                Arguments.of(null, List.of(), AttributeValue.fromL(List.of())),
                Arguments.of(null, Map.of(), AttributeValue.fromM(Map.of())));
    }

    @ParameterizedTest
    @MethodSource("typesAndTheirAttributes")
    void mapsEachTypeToItsAttribute(@Nullable Schema schema, Object value, AttributeValue expected) {
        // When
        AttributeValue attribute = Attributes.attribute(schema, value);

        // Then
        assertThat(attribute).isEqualTo(expected);
    }

    static Stream<Arguments> valuesWithoutAttribute() {
        return Stream.of(
                Arguments.of(Double.NaN, "NaN"),
                Arguments.of(Float.POSITIVE_INFINITY, "infinity"),
                Arguments.of(new BigInteger("1".repeat(39)), "39 digits"),
                Arguments.of(new BigDecimal("1E+126"), "1E126"),
                Arguments.of(Double.MIN_VALUE, "1E-324"),
                Arguments.of(Map.of(List.of(), "x"), "keys"),
                Arguments.of(Map.of(1, "x", "1", "y"), "same text"),
                Arguments.of(nested(40), "32 levels"),
                Arguments.of(Optional.empty(), "java.util.Optional"));
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutAttribute")
    void refusesWhatDynamoDbHasNoAttributeFor(Object value, String problem) {
        // When, Then
        assertThatThrownBy(() -> Attributes.of(null, Map.of("outer", List.of(value))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("outer.[0]")
                .hasMessageContaining(problem);
    }

    @Test
    void leavesNullFieldsOutAndFillsRequiredDefaultsIn() {
        // Given
        Schema inner = SchemaBuilder.struct()
                .field("lane", SchemaBuilder.string().optional().defaultValue("bulk"))
                .field("attempts", SchemaBuilder.int32().defaultValue(1))
                .build();
        Schema outer = SchemaBuilder.struct()
                .field("source_name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .build();
        Struct struct = new Struct(outer).put("inner", new Struct(inner).put("lane", null));

        // When
        Map<String, AttributeValue> item = Attributes.of(outer, struct);

        // Then
        assertThat(item).isEqualTo(Map.of("inner", AttributeValue.fromM(Map.of("attempts", number("1")))));
    }

    @Test
    void refusesAValueThatIsNoStructAndNoMap() {
        // When, Then
        assertThatThrownBy(() -> Attributes.of(Schema.STRING_SCHEMA, "text"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("value.converter");
    }

    static LongStream seeds() {
        return new Random().longs(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sendsEqualNumbersAsEqualText(long seed) {
        // Given
        Random random = new Random(seed);
        BigDecimal number = new BigDecimal(new BigInteger(1 + random.nextInt(100), random), random.nextInt(60) - 20);
        int zeros = random.nextInt(5);

        // When
        String text = Numbers.text(number);
        String sameWithMoreZeros = Numbers.text(number.setScale(number.scale() + zeros));

        // Then
        assertThat(sameWithMoreZeros).isEqualTo(text);
        assertThat(new BigDecimal(text)).isEqualByComparingTo(number);
    }

    private static Object nested(int levels) {
        return levels == 0 ? "x" : List.of(nested(levels - 1));
    }

    private static Schema date() {
        return org.apache.kafka.connect.data.Date.SCHEMA;
    }

    private static AttributeValue number(String text) {
        return AttributeValue.fromN(text);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
