package dev.darkroom.dynamodb.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
                Arguments.of("name and ASCII text", AttributeValue.fromS("abc"), 3),
                Arguments.of("empty text", AttributeValue.fromS(""), 0),
                Arguments.of("two bytes each", AttributeValue.fromS("äöü"), 6),
                Arguments.of("three bytes each", AttributeValue.fromS("写真"), 6),
                Arguments.of("a surrogate pair", AttributeValue.fromS("\uD83D\uDCF7"), 4),
                Arguments.of("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[100])), 100),
                Arguments.of("two digits a byte, and one", AttributeValue.fromN("123"), 3),
                Arguments.of("a sign is a byte", AttributeValue.fromN("-1234"), 4),
                Arguments.of("trailing zeros are free", AttributeValue.fromN("1200000"), 2),
                Arguments.of("boolean", AttributeValue.fromBool(true), 1),
                Arguments.of("null", AttributeValue.fromNul(true), 1),
                Arguments.of("empty list", AttributeValue.fromL(List.of()), 3),
                Arguments.of("one per element", AttributeValue.fromL(List.of(AttributeValue.fromS("ab"))), 6),
                Arguments.of("empty map", AttributeValue.fromM(Map.of()), 3),
                Arguments.of("one per entry", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("ab"))), 7));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("itemsAndTheirBytes")
    void countsStoredBytesAsDynamoDbDoes(String rule, AttributeValue value, long expected) {
        // When
        ItemSize size = ItemSize.of(Map.of("name", value));

        // Then
        assertThat(size.storedBytes()).as(rule).isEqualTo("name".length() + expected);
    }
}
