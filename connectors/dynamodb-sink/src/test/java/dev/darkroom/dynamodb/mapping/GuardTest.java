package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.bytes;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class GuardTest {
    static Stream<Arguments> olderAndNewer() {
        return Stream.of(
                Arguments.of(number("9"), number("10")),
                Arguments.of(number("-1"), number("0")),
                Arguments.of(number("-10"), number("-9")),
                Arguments.of(number("1.5"), number("2")),
                Arguments.of(number("9".repeat(18)), number("1" + "0".repeat(18))),
                Arguments.of(number("9".repeat(38)), number("1E+38")),
                Arguments.of(text("a"), text("aa")),
                Arguments.of(text("Z"), text("a")),
                Arguments.of(text("2023-01-31T00:00:00.000Z"), text("2023-02-01T00:00:00.000Z")),
                Arguments.of(text("\uFFFD"), text("\uD83D\uDCF7")),
                Arguments.of(bytes(1), bytes(0x80)),
                Arguments.of(bytes(1), bytes(1, 0)));
    }

    @ParameterizedTest
    @MethodSource("olderAndNewer")
    void ordersVersionsAsDynamoDbDoes(AttributeValue older, AttributeValue newer) {
        // When, Then
        assertThat(guard(newer).isNewerThan(guard(older))).isTrue();
        assertThat(guard(older).isNewerThan(guard(newer))).isFalse();
        assertThat(guard(older).isNewerThan(guard(older))).isFalse();
        assertThat(guard(older).isComparableTo(guard(newer))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("olderAndNewer")
    void comparesNoVersionsOfDifferentTypes(AttributeValue one, AttributeValue ignored) {
        // When, Then
        AttributeValue other = one.type() == AttributeValue.Type.N ? text("1") : number(1);
        assertThat(guard(one).isComparableTo(guard(other))).isFalse();
    }

    static LongStream seeds() {
        return new Random().longs(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ordersTextAsItsBytesAndNumbersByTheirValue(long seed) {
        // Given
        Random random = new Random(seed);
        String one = randomText(random);
        String other = randomText(random);
        long number = random.nextLong() >> random.nextInt(64);
        long otherNumber = random.nextLong() >> random.nextInt(64);

        // When, Then
        assertThat(Integer.signum(Utf8.compare(one, other)))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8))));
        assertThat(Numbers.compare("" + number, "" + otherNumber))
                .isEqualTo(new BigDecimal(number).compareTo(new BigDecimal(otherNumber)));
    }

    private static String randomText(Random random) {
        int[] alphabet = {'a', 'b', 0xE9, 0xFFFD, 0x1F4F7, 0x10FFFF, 0xD7FF};
        return random.ints(random.nextInt(5), 0, alphabet.length)
                .map(i -> alphabet[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Guard.Newer guard(AttributeValue version) {
        return new Guard.Newer("version", version);
    }
}
