package dev.darkroom.dynamodb.mapping;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Maps Connect values, with and without schema, to DynamoDB attributes. A null in a list keeps its place as NULL, because
 * leaving it out would move its neighbours. For one thread.
 */
final class Attributes {
    static final AttributeValue NULL = AttributeValue.fromNul(true);

    /** Source: DynamoDB Developer Guide, "Service, account, and table quotas": nested attribute depth. */
    private static final int DEEPEST_LEVEL = 32;

    private static final AttributeValue TRUE = AttributeValue.fromBool(true);
    private static final AttributeValue FALSE = AttributeValue.fromBool(false);

    private final boolean keepsNulls;
    private final Moments moments;
    private final Numbers numbers;
    private final Naming naming;
    private final Naming namingOfData = new Naming(AttributeNames.AS_IS);
    private final StructPlans plans;

    Attributes(TypeSettings types, AttributeNames names) {
        this.keepsNulls = types.nulls() == Nulls.NULL;
        this.moments = new Moments(types.datetimes());
        this.numbers = new Numbers(types.decimals(), types.unsupportedNumbers());
        this.naming = new Naming(names);
        this.plans = new StructPlans(field -> new Placement(naming.of(field)));
    }

    Moments moments() {
        return moments;
    }

    /**
     * The attribute, or null for a null and for a number that is to be left out.
     *
     * @throws BadRecordException when the value is, or holds, something DynamoDB has no attribute for
     */
    @Nullable
    AttributeValue of(@Nullable Schema schema, @Nullable Object value) {
        return of(schema, value, 1);
    }

    private @Nullable AttributeValue of(@Nullable Schema schema, @Nullable Object value, int level) {
        if (value instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (value instanceof Number number) {
            return numbers.of(number);
        }
        if (value instanceof Boolean flag) {
            return flag ? TRUE : FALSE;
        }
        if (value == null) {
            return null;
        }
        if (value instanceof Date moment) {
            return moments.attribute(schema, moment);
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
        }
        if (value instanceof ByteBuffer bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteBuffer(bytes.duplicate()));
        }
        return container(schema, value, level + 1);
    }

    private AttributeValue container(@Nullable Schema schema, Object value, int level) {
        if (level > DEEPEST_LEVEL) {
            throw new BadRecordException("nested deeper than the " + DEEPEST_LEVEL + " levels DynamoDB takes");
        }
        if (value instanceof Struct struct) {
            return AttributeValue.fromM(fields(struct, level));
        }
        if (value instanceof Map<?, ?> map) {
            return AttributeValue.fromM(entries(schema, map, level));
        }
        if (value instanceof Collection<?> elements) {
            return AttributeValue.fromL(list(schema == null ? null : schema.valueSchema(), elements, level));
        }
        throw new BadRecordException(
                "there is no attribute type for a " + value.getClass().getName());
    }

    private Map<String, AttributeValue> fields(Struct struct, int level) {
        List<PlannedField> fields = plans.of(struct.schema());
        Map<String, AttributeValue> attributes = new HashMap<>(fields.size() * 2);
        for (PlannedField field : fields) {
            AttributeValue attribute = inside(field.name(), field.schema(), field.of(struct), level);
            if (attribute != null) {
                attributes.put(field.attribute(), attribute);
            }
        }
        return attributes;
    }

    private Map<String, AttributeValue> entries(@Nullable Schema schema, Map<?, ?> map, int level) {
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        Map<String, AttributeValue> attributes = new HashMap<>(map.size() * 2);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = textOf(entry.getKey());
            AttributeValue attribute = inside(key, valueSchema, entry.getValue(), level);
            String name = (schema == null ? naming : namingOfData).of(key);
            if (attribute != null && attributes.put(name, attribute) != null) {
                throw new BadRecordException("two keys of the map become the attribute " + name + ", one of them " + key
                        + ": rename one of them");
            }
        }
        return attributes;
    }

    static String textOf(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Number || key instanceof Boolean) {
            return key.toString();
        }
        throw new BadRecordException("a map's keys must be text, numbers or booleans to become attribute names");
    }

    private List<AttributeValue> list(@Nullable Schema schema, Collection<?> elements, int level) {
        List<AttributeValue> attributes = new ArrayList<>(elements.size());
        for (Object element : elements) {
            try {
                AttributeValue attribute = of(schema, element, level);
                attributes.add(attribute == null ? NULL : attribute);
            } catch (BadRecordException e) {
                throw e.in("[" + attributes.size() + "]");
            }
        }
        return attributes;
    }

    private @Nullable AttributeValue inside(String name, @Nullable Schema schema, @Nullable Object value, int level) {
        try {
            AttributeValue attribute = of(schema, value, level);
            return attribute == null && keepsNulls ? NULL : attribute;
        } catch (BadRecordException e) {
            throw e.in(name);
        }
    }
}
