package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.bytes;
import static dev.darkroom.dynamodb.mapping.Mapping.list;
import static dev.darkroom.dynamodb.mapping.Mapping.map;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules of the DynamoDB Developer Guide, "DynamoDB item sizes and formats", one by one. */
final class ItemSizeTest {
    static Stream<Arguments> itemsAndTheirBytes() {
        return Stream.of(
                Arguments.of("name and ASCII text", text("abc"), 3),
                Arguments.of("empty text", text(""), 0),
                Arguments.of("two bytes each", text("äöü"), 6),
                Arguments.of("three bytes each", text("写真"), 6),
                Arguments.of("a surrogate pair", text("\uD83D\uDCF7"), 4),
                Arguments.of("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[100])), 100),
                Arguments.of("two digits a byte, and one", number("123"), 3),
                Arguments.of("zero", number("0"), 1),
                Arguments.of("a sign is a byte", number("-1234"), 4),
                Arguments.of("trailing zeros are free", number("1200"), 2),
                Arguments.of("digits pair up from the point on", number("120"), 3),
                Arguments.of("and after it", number("1.5"), 3),
                Arguments.of("so that few digits may be in many pairs", number("1.00001"), 5),
                Arguments.of("leading zeros are free", number("0.0012"), 2),
                Arguments.of("zeros between digits are digits", number("1001"), 3),
                Arguments.of("the exponent is free", number("-1.5E-130"), 4),
                Arguments.of("38 digits", number("9".repeat(38)), 20),
                Arguments.of("boolean", AttributeValue.fromBool(true), 1),
                Arguments.of("null", AttributeValue.fromNul(true), 1),
                Arguments.of("empty list", list(), 3),
                Arguments.of("one per element", list(text("ab"), number(1)), 3 + 1 + 2 + 1 + 2),
                Arguments.of("empty map", map(Map.of()), 3),
                Arguments.of("one per entry", map(Map.of("k", text("ab"))), 3 + 1 + 1 + 2),
                Arguments.of("map in list in map", map(Map.of("k", list(map(Map.of())))), 3 + 1 + 1 + 3 + 1 + 3),
                Arguments.of("set of text", AttributeValue.fromSs(List.of("a", "bc")), 1 + 2),
                Arguments.of("set of numbers", AttributeValue.fromNs(List.of("1", "-234")), 2 + 4),
                Arguments.of(
                        "set of bytes",
                        AttributeValue.fromBs(List.of(bytes(1, 2, 3).b())),
                        3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("itemsAndTheirBytes")
    void countsStoredBytesAsDynamoDbDoes(String rule, AttributeValue value, long expected) {
        // When
        ItemSize size = ItemSize.of(Map.of("name", value));

        // Then
        assertThat(size.storedBytes()).as(rule).isEqualTo("name".length() + expected);
        assertThat(ItemSize.of(value).storedBytes()).as(rule).isEqualTo(expected);
    }

    static LongStream seeds() {
        return new Random().longs(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsTextAsItsBytesAndAtLeastAsItsJson(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        int range = random.nextBoolean() ? 0x80 : 0x110000;
        String text = random.ints(random.nextInt(200), 0, range)
                .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        // When
        ItemSize size = ItemSize.of(text(text));

        // Then
        assertThat(size.storedBytes()).isEqualTo(text.getBytes(UTF_8).length);
        assertThat(size.requestBytes())
                .isGreaterThanOrEqualTo(new ObjectMapper().writeValueAsBytes(Map.of("S", text)).length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("itemsAndTheirBytes")
    void countsAtLeastTheBytesOfTheRequest(String rule, AttributeValue value, long stored) throws Exception {
        // When
        ItemSize size = ItemSize.of(Map.of("name", value));

        // Then
        assertThat(size.requestBytes())
                .as(rule)
                .isGreaterThanOrEqualTo(new ObjectMapper().writeValueAsBytes(Map.of("name", json(value))).length);
    }

    private static Object json(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case B -> Map.of("B", value.b().asByteArray());
            case BOOL -> Map.of("BOOL", value.bool());
            case NUL -> Map.of("NULL", true);
            case SS -> Map.of("SS", value.ss());
            case NS -> Map.of("NS", value.ns());
            case BS ->
                Map.of("BS", value.bs().stream().map(SdkBytes::asByteArray).toList());
            case L -> Map.of("L", value.l().stream().map(ItemSizeTest::json).toList());
            case M ->
                Map.of(
                        "M",
                        value.m().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, entry -> json(entry.getValue()))));
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException();
        };
    }
}
