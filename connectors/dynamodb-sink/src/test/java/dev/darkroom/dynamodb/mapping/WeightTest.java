package dev.darkroom.dynamodb.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a value weighs bounds what its item takes, so that light ones need not be measured. */
final class WeightTest {
    private static final String[] PIECES = {"a", "Z", "\"", "\u0001", "é", "漢", "😀", "_"};

    static LongStream seeds() {
        return new Random().longs(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void boundsTheItemStoredAndInARequest(long seed) {
        // Given
        Random random = new Random(seed);
        Map<String, Object> value = new HashMap<>();
        for (int i = 0; i < random.nextInt(20); i++) {
            value.put(text(random) + i, value(random, 3));
        }

        // When
        long weight = Weight.of(value);

        // Then
        for (AttributeNames names : AttributeNames.values()) {
            Map<String, AttributeValue> item = item(value, names);
            ItemSize size = ItemSize.of(item);
            long key = 100;
            assertThat(size.storedBytes()).as("seed %d", seed).isLessThanOrEqualTo(key + weight * Weight.MOST_STORED);
            assertThat(size.requestBytes())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(key + weight * Weight.MOST_REQUESTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+120", "123456789012345678901234567890.12345678"})
    void countsTheDigitsOfLongNumbers(String number) {
        assertThat(Weight.of(new BigDecimal(number))).isGreaterThan(new BigDecimal(number).precision());
        assertThat(Weight.of(new BigInteger("9".repeat(60)))).isGreaterThan(60);
    }

    private static Map<String, AttributeValue> item(Map<String, Object> value, AttributeNames names) {
        return Mapping.item(
                Mapping.mapper(
                        "hash.key.attribute", "k", "hash.key.source", "'k'", "attribute.names", names.toString()),
                new SinkRecord("topic", 0, null, null, null, value, 0));
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> new byte[random.nextInt(50)];
            case 4 -> new BigDecimal(new BigInteger(100, random), random.nextInt(20));
            case 5 -> list(random, depth - 1);
            default -> Map.of("n" + text(random), value(random, depth - 1));
        };
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(30); i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
