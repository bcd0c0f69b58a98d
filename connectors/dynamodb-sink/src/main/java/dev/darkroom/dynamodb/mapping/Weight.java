package dev.darkroom.dynamodb.mapping;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** About how many bytes a value holds: its characters and bytes, and a little for everything else. */
final class Weight {
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
        return value instanceof ByteBuffer bytes ? SOMETHING + (long) bytes.remaining() : SOMETHING;
    }

    private static long ofFields(Struct struct) {
        long weight = SOMETHING;
        for (Field field : struct.schema().fields()) {
            weight += of(struct.getWithoutDefault(field.name()));
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
