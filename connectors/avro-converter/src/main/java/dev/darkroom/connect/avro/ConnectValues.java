package dev.darkroom.connect.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect values of Avro's generic ones, logical types given as the plain type underneath. */
final class ConnectValues {
    private ConnectValues() {}

    static Struct struct(IndexedRecord record, Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            // The schema was made of the record's, field by field.
            struct.put(field, of(record.get(field.index()), field.schema()));
        }
        return struct;
    }

    static @Nullable Object of(@Nullable Object value, Schema schema) {
        if (value == null) {
            return null;
        }
        return switch (schema.type()) {
            case BOOLEAN, FLOAT32, FLOAT64, INT8, INT16 -> value;
            case INT32 -> int32((Integer) value, schema);
            case INT64 -> int64((Long) value, schema);
            // Utf8, an enum's symbol or a String
            case STRING -> value.toString();
            case BYTES -> bytes(value, schema);
            case ARRAY -> list((Collection<?>) value, schema.valueSchema());
            case MAP -> map((Map<?, ?>) value, schema.valueSchema());
            case STRUCT -> structOrChoice(value, schema);
        };
    }

    private static Object int32(Integer value, Schema schema) {
        if (Date.LOGICAL_NAME.equals(schema.name())) {
            return Date.toLogical(schema, value);
        }
        return Time.LOGICAL_NAME.equals(schema.name()) ? Time.toLogical(schema, value) : value;
    }

    private static Object int64(Long value, Schema schema) {
        return Timestamp.LOGICAL_NAME.equals(schema.name()) ? Timestamp.toLogical(schema, value) : value;
    }

    private static Object bytes(Object value, Schema schema) {
        ByteBuffer bytes =
                value instanceof GenericFixed fixed ? ByteBuffer.wrap(fixed.bytes()) : ((ByteBuffer) value).duplicate();
        if (!Decimal.LOGICAL_NAME.equals(schema.name())) {
            return bytes;
        }
        byte[] unscaled = new byte[bytes.remaining()];
        bytes.get(unscaled);
        return new BigDecimal(
                new BigInteger(unscaled), Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
    }

    private static List<@Nullable Object> list(Collection<?> elements, Schema elementSchema) {
        List<@Nullable Object> list = new ArrayList<>(elements.size());
        elements.forEach(element -> list.add(of(element, elementSchema)));
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> entries, Schema valueSchema) {
        Map<String, @Nullable Object> map = new HashMap<>(entries.size() * 2);
        entries.forEach((key, value) -> map.put(String.valueOf(key), of(value, valueSchema)));
        return map;
    }

    private static Struct structOrChoice(Object value, Schema schema) {
        return Annotation.UNION.equals(schema.name()) ? choice(value, schema) : struct((IndexedRecord) value, schema);
    }

    private static Struct choice(Object value, Schema schema) {
        Field field = schema.fields().stream()
                .filter(candidate -> isOf(candidate, value))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "A union has no type for a " + value.getClass().getSimpleName()));
        return new Struct(schema).put(field, of(value, field.schema()));
    }

    private static boolean isOf(Field field, Object value) {
        if (value instanceof GenericContainer named) {
            return field.name().equals(ConnectSchemas.unionField(named.getSchema()));
        }
        return switch (field.schema().type()) {
            case BOOLEAN -> value instanceof Boolean;
            case INT8, INT16, INT32 -> value instanceof Integer;
            case INT64 -> value instanceof Long;
            case FLOAT32 -> value instanceof Float;
            case FLOAT64 -> value instanceof Double;
            case STRING -> value instanceof CharSequence && field.name().equals("string");
            case BYTES -> value instanceof ByteBuffer;
            case ARRAY -> value instanceof Collection;
            case MAP -> value instanceof Map;
            case STRUCT -> false;
        };
    }
}
