package dev.darkroom.dynamodb.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes a value holds: its characters, digits and bytes, its names, and a little for everything else. An
 * item made of it takes at most {@link #MOST_STORED} times as many bytes, however its text is encoded and its names are
 * spelled, and in a request at most {@link #MOST_REQUESTED} times as many.
 */
final class Weight {
    /** Three bytes of UTF-8 a character, and names that snake_case makes twice as long. */
    static final int MOST_STORED = 6;
    /** Six bytes of JSON escape a character, and names that snake_case makes twice as long. */
    static final int MOST_REQUESTED = 12;

    private static final int SOMETHING = 16;

    private Weight() {}

    static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return SOMETHING + (long) text.length();
        }
        if (value instanceof Struct struct) {
            return ofFields(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return ofEntries(map);
        }
        if (value instanceof Collection<?> elements) {
            return ofElements(elements);
        }
        if (value instanceof byte[] bytes) {
            return SOMETHING + (long) bytes.length;
        }
        if (value instanceof BigDecimal decimal) {
            return SOMETHING + (long) decimal.precision();
        }
        if (value instanceof BigInteger integer) {
            return SOMETHING + integer.bitLength() / 3L;
        }
        return value instanceof ByteBuffer bytes ? SOMETHING + (long) bytes.remaining() : SOMETHING;
    }

    private static long ofFields(Struct struct) {
        long weight = SOMETHING;
        for (Field field : struct.schema().fields()) {
            weight += field.name().length() + of(struct.get(field));
        }
        return weight;
    }

    private static long ofEntries(Map<?, ?> map) {
        long weight = SOMETHING;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            weight += of(entry.getKey()) + of(entry.getValue());
        }
        return weight;
    }

    private static long ofElements(Collection<?> elements) {
        long weight = SOMETHING;
        for (Object element : elements) {
            weight += of(element);
        }
        return weight;
    }
}
