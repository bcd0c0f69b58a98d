package dev.darkroom.connect.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Avro's generic values of Connect's, for the schemas that {@link AvroSchemas} makes. */
final class AvroValues {
    private static final Conversions.DecimalConversion DECIMALS = new Conversions.DecimalConversion();

    private AvroValues() {}

    static GenericRecord record(Struct struct, Schema avro) {
        GenericRecord record = new GenericData.Record(avro);
        for (Field field : struct.schema().fields()) {
            @Nullable
            Object value = field.schema().isOptional() ? struct.getWithoutDefault(field.name()) : struct.get(field);
            record.put(
                    field.index(),
                    of(
                            value,
                            field.schema(),
                            avro.getFields().get(field.index()).schema()));
        }
        return record;
    }

    /** @throws DataException when a value is missing that has to be there */
    static @Nullable Object of(
            @Nullable Object value, org.apache.kafka.connect.data.Schema connect, Schema avroOrNull) {
        if (value == null) {
            if (!connect.isOptional()) {
                throw new DataException("A value is missing that its schema does not call optional");
            }
            return null;
        }
        if (Annotation.UNION.equals(connect.name())) {
            return choice((Struct) value, avroOrNull);
        }
        Schema avro = withoutNull(avroOrNull);
        return switch (connect.type()) {
            case BOOLEAN, FLOAT32, FLOAT64 -> value;
            case INT8, INT16 -> ((Number) value).intValue();
            case INT32 -> int32(value, connect);
            case INT64 -> int64(value, connect);
            case STRING -> avro.getType() == Schema.Type.ENUM ? new GenericData.EnumSymbol(avro, value) : value;
            case BYTES -> bytes(value, avro);
            case ARRAY -> list((Collection<?>) value, connect.valueSchema(), avro.getElementType());
            case MAP -> map((Map<?, ?>) value, connect.valueSchema(), avro.getValueType());
            case STRUCT -> record((Struct) value, avro);
        };
    }

    private static Schema withoutNull(Schema avro) {
        return avro.isUnion() ? ConnectSchemas.typesBesideNull(avro).get(0) : avro;
    }

    private static Object int32(Object value, org.apache.kafka.connect.data.Schema connect) {
        if (!(value instanceof java.util.Date moment)) {
            return value;
        }
        return Time.LOGICAL_NAME.equals(connect.name())
                ? Time.fromLogical(connect, moment)
                : Date.fromLogical(connect, moment);
    }

    private static Object int64(Object value, org.apache.kafka.connect.data.Schema connect) {
        return value instanceof java.util.Date moment ? Timestamp.fromLogical(connect, moment) : value;
    }

    private static Object bytes(Object value, Schema avro) {
        boolean isFixed = avro.getType() == Schema.Type.FIXED;
        if (value instanceof BigDecimal decimal) {
            return isFixed
                    ? DECIMALS.toFixed(decimal, avro, avro.getLogicalType())
                    : DECIMALS.toBytes(decimal, avro, avro.getLogicalType());
        }
        ByteBuffer bytes = value instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) value).duplicate();
        return isFixed ? fixed(bytes, avro) : bytes;
    }

    private static GenericData.Fixed fixed(ByteBuffer bytes, Schema avro) {
        if (bytes.remaining() != avro.getFixedSize()) {
            throw new DataException(
                    avro.getFullName() + " has " + avro.getFixedSize() + " bytes, and the value " + bytes.remaining());
        }
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return new GenericData.Fixed(avro, array);
    }

    private static List<@Nullable Object> list(
            Collection<?> elements, org.apache.kafka.connect.data.Schema connect, Schema avro) {
        List<@Nullable Object> list = new ArrayList<>(elements.size());
        elements.forEach(element -> list.add(of(element, connect, avro)));
        return list;
    }

    private static Map<String, @Nullable Object> map(
            Map<?, ?> entries, org.apache.kafka.connect.data.Schema connect, Schema avro) {
        Map<String, @Nullable Object> map = new HashMap<>(entries.size() * 2);
        entries.forEach((key, value) -> map.put(String.valueOf(key), of(value, connect, avro)));
        return map;
    }

    /** The one field of the struct that is set is the union's value. */
    private static Object choice(Struct choice, Schema union) {
        List<Field> set = choice.schema().fields().stream()
                .filter(field -> choice.get(field) != null)
                .toList();
        if (set.size() != 1) {
            throw new DataException("A union has one value, and " + set.size() + " of its fields are set");
        }
        Field field = set.get(0);
        Schema type = ConnectSchemas.typesBesideNull(union).get(field.index());
        Object value = of(choice.get(field), field.schema(), type);
        if (value == null) {
            throw new DataException("A union's field has no value");
        }
        return value;
    }
}
