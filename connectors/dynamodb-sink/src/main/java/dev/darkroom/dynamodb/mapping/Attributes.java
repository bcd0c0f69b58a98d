package dev.darkroom.dynamodb.mapping;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Maps Connect values, with and without schema, to DynamoDB attributes. Null fields and null map values are left out; a
 * null in a list keeps its place as NULL, because leaving it out would move its neighbours.
 */
final class Attributes {
    /** Source: DynamoDB Developer Guide, "Service, account, and table quotas": nested attribute depth. */
    static final int DEEPEST_LEVEL = 32;

    private Attributes() {}

    /**
     * The attributes of a whole record value.
     *
     * @throws BadRecordException when it is neither struct nor map, or holds something DynamoDB has no attribute for
     */
    static Map<String, AttributeValue> of(@Nullable Schema schema, Object value) {
        if (value instanceof Struct struct) {
            return fields(struct, 1);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(schema == null ? null : schema.valueSchema(), map, 1);
        }
        throw new BadRecordException("an item is made of a struct or a map, and the value is a "
                + value.getClass().getSimpleName()
                + ": choose another value.converter or wrap it by an SMT (HoistField)");
    }

    static AttributeValue attribute(@Nullable Schema schema, Object value) {
        return attribute(schema, value, 1);
    }

    private static AttributeValue attribute(@Nullable Schema schema, Object value, int level) {
        if (level > DEEPEST_LEVEL) {
            throw new BadRecordException("nested deeper than the " + DEEPEST_LEVEL + " levels DynamoDB takes");
        }
        if (value instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (value instanceof Number number) {
            return AttributeValue.fromN(Numbers.text(number));
        }
        if (value instanceof Boolean flag) {
            return AttributeValue.fromBool(flag);
        }
        if (value instanceof Date moment) {
            return AttributeValue.fromS(Moments.text(schema, moment));
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        }
        if (value instanceof ByteBuffer bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteBuffer(bytes.duplicate()));
        }
        if (value instanceof Struct struct) {
            return AttributeValue.fromM(fields(struct, level + 1));
        }
        if (value instanceof Map<?, ?> map) {
            return AttributeValue.fromM(entries(schema == null ? null : schema.valueSchema(), map, level + 1));
        }
        if (value instanceof Collection<?> elements) {
            return AttributeValue.fromL(list(schema == null ? null : schema.valueSchema(), elements, level + 1));
        }
        throw new BadRecordException(
                "there is no attribute type for a " + value.getClass().getName());
    }

    private static Map<String, AttributeValue> fields(Struct struct, int level) {
        List<Field> fields = struct.schema().fields();
        Map<String, AttributeValue> attributes = new HashMap<>(fields.size() * 2);
        for (Field field : fields) {
            Object value = valueOf(struct, field);
            if (value != null) {
                attributes.put(field.name(), inside(field.name(), field.schema(), value, level));
            }
        }
        return attributes;
    }

    /** A field's default stands in where the field may not be null; an optional field's null is a null. */
    private static @Nullable Object valueOf(Struct struct, Field field) {
        return field.schema().isOptional() ? struct.getWithoutDefault(field.name()) : struct.get(field);
    }

    private static Map<String, AttributeValue> entries(@Nullable Schema valueSchema, Map<?, ?> map, int level) {
        Map<String, AttributeValue> attributes = new HashMap<>(map.size() * 2);
        map.forEach((key, value) -> {
            String name = nameOf(key);
            if (value != null && attributes.put(name, inside(name, valueSchema, value, level)) != null) {
                throw new BadRecordException("a map has two keys with the same text");
            }
        });
        return attributes;
    }

    private static String nameOf(@Nullable Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) {
            return key.toString();
        }
        throw new BadRecordException("a map's keys must be text, numbers or booleans to become attribute names");
    }

    private static List<AttributeValue> list(@Nullable Schema schema, Collection<?> elements, int level) {
        List<AttributeValue> attributes = new ArrayList<>(elements.size());
        for (Object element : elements) {
            attributes.add(
                    element == null
                            ? AttributeValue.fromNul(true)
                            : element(attributes.size(), schema, element, level));
        }
        return attributes;
    }

    private static AttributeValue element(int index, @Nullable Schema schema, Object value, int level) {
        try {
            return attribute(schema, value, level);
        } catch (BadRecordException e) {
            throw e.in("[" + index + "]");
        }
    }

    private static AttributeValue inside(String name, @Nullable Schema schema, Object value, int level) {
        try {
            return attribute(schema, value, level);
        } catch (BadRecordException e) {
            throw e.in(name);
        }
    }
}
