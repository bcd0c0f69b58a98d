package dev.darkroom.connect.avro;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Avro schemas of Connect schemas, each made once. What {@link ConnectSchemas} made comes back as it was. */
final class AvroSchemas {
    private static final int SCHEMAS_AT_HAND = 200;
    private static final int MOST_PRECISION = 38;
    private static final String UNNAMED = "ConnectRecord";

    private final Cache<org.apache.kafka.connect.data.Schema, Schema> made =
            new SynchronizedCache<>(new LRUCache<>(SCHEMAS_AT_HAND));

    /**
     * The record of a struct's schema.
     *
     * @throws DataException when Avro has no such schema
     * @throws org.apache.avro.AvroRuntimeException when a name in it is none to Avro
     */
    Schema of(org.apache.kafka.connect.data.Schema struct) {
        @Nullable Schema schema = made.get(struct);
        if (schema == null) {
            schema = record(struct, UNNAMED, struct.doc());
            made.put(struct, schema);
        }
        return schema;
    }

    /** The type and, when the Connect schema is optional, null. */
    private static Schema typeOrNull(org.apache.kafka.connect.data.Schema connect, String name) {
        Schema type = type(connect, name);
        if (!connect.isOptional()) {
            return type;
        }
        List<Schema> branches = new ArrayList<>(type.isUnion() ? type.getTypes() : List.of(type));
        // Avro takes a default to be of a union's first type.
        branches.add(connect.defaultValue() == null ? 0 : branches.size(), Schema.create(Schema.Type.NULL));
        return Schema.createUnion(branches);
    }

    private static Schema type(org.apache.kafka.connect.data.Schema connect, String name) {
        return switch (connect.type()) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT8, INT16 -> Schema.create(Schema.Type.INT);
            case INT32 -> int32(connect);
            case INT64 -> int64(connect);
            case FLOAT32 -> Schema.create(Schema.Type.FLOAT);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> text(connect);
            case BYTES -> bytes(connect);
            case ARRAY -> Schema.createArray(typeOrNull(connect.valueSchema(), name));
            case MAP -> map(connect, name);
            case STRUCT -> Annotation.UNION.equals(connect.name()) ? union(connect, name) : record(connect, name, null);
        };
    }

    private static Schema int32(org.apache.kafka.connect.data.Schema connect) {
        Schema plain = Schema.create(Schema.Type.INT);
        if (Date.LOGICAL_NAME.equals(connect.name())) {
            return LogicalTypes.date().addToSchema(plain);
        }
        return Time.LOGICAL_NAME.equals(connect.name())
                ? LogicalTypes.timeMillis().addToSchema(plain)
                : annotated(plain, connect);
    }

    private static Schema int64(org.apache.kafka.connect.data.Schema connect) {
        Schema plain = Schema.create(Schema.Type.LONG);
        return Timestamp.LOGICAL_NAME.equals(connect.name())
                ? LogicalTypes.timestampMillis().addToSchema(plain)
                : annotated(plain, connect);
    }

    private static Schema annotated(Schema plain, org.apache.kafka.connect.data.Schema connect) {
        String name = parameter(connect, Annotation.LOGICAL_TYPE);
        return name == null ? plain : new LogicalType(name).addToSchema(plain);
    }

    private static Schema text(org.apache.kafka.connect.data.Schema connect) {
        String name = parameter(connect, Annotation.ENUM);
        String symbols = parameter(connect, Annotation.ENUM_SYMBOLS);
        if (name == null || symbols == null) {
            return annotated(Schema.create(Schema.Type.STRING), connect);
        }
        return Schema.createEnum(
                name,
                parameter(connect, Annotation.DOC),
                null,
                List.of(symbols.split(",")),
                parameter(connect, Annotation.ENUM_DEFAULT));
    }

    private static Schema bytes(org.apache.kafka.connect.data.Schema connect) {
        String fixed = parameter(connect, Annotation.FIXED);
        String size = parameter(connect, Annotation.FIXED_SIZE);
        Schema plain = fixed == null || size == null
                ? Schema.create(Schema.Type.BYTES)
                : Schema.createFixed(fixed, parameter(connect, Annotation.DOC), null, Integer.parseInt(size));
        if (!Decimal.LOGICAL_NAME.equals(connect.name())) {
            return annotated(plain, connect);
        }
        String precision = parameter(connect, Annotation.DECIMAL_PRECISION);
        int scale = Integer.parseInt(connect.parameters().get(Decimal.SCALE_FIELD));
        return LogicalTypes.decimal(precision == null ? MOST_PRECISION : Integer.parseInt(precision), scale)
                .addToSchema(plain);
    }

    private static Schema map(org.apache.kafka.connect.data.Schema connect, String name) {
        if (connect.keySchema().type() != org.apache.kafka.connect.data.Schema.Type.STRING) {
            throw new DataException("An Avro map has text for keys, not "
                    + connect.keySchema().type().getName());
        }
        return Schema.createMap(typeOrNull(connect.valueSchema(), name));
    }

    private static Schema union(org.apache.kafka.connect.data.Schema connect, String name) {
        return Schema.createUnion(connect.fields().stream()
                .map(field -> type(field.schema(), name + "_" + field.name()))
                .toList());
    }

    private static Schema record(
            org.apache.kafka.connect.data.Schema connect, String name, @Nullable String docOfTheWhole) {
        String recordName = connect.name() == null ? name : connect.name();
        List<Schema.Field> fields = connect.fields().stream()
                .map(field -> field(field, recordName + "_" + field.name()))
                .toList();
        String doc = parameter(connect, Annotation.DOC);
        return Schema.createRecord(recordName, doc == null ? docOfTheWhole : doc, null, false, fields);
    }

    private static Schema.Field field(Field field, String name) {
        Schema schema = typeOrNull(field.schema(), name);
        @Nullable Object value = field.schema().defaultValue();
        if (value != null) {
            return new Schema.Field(
                    field.name(), schema, field.schema().doc(), json(AvroValues.of(value, field.schema(), schema)));
        }
        return field.schema().isOptional()
                ? new Schema.Field(field.name(), schema, field.schema().doc(), JsonProperties.NULL_VALUE)
                : new Schema.Field(field.name(), schema, field.schema().doc());
    }

    /** An Avro value as Avro takes a default. */
    private static @Nullable Object json(@Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            byte[] array = new byte[bytes.remaining()];
            bytes.duplicate().get(array);
            return array;
        }
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        if (value instanceof GenericEnumSymbol<?>) {
            return value.toString();
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(json(element)));
            return list;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            entries.forEach((key, entry) -> map.put(key, json(entry)));
            return map;
        }
        return value == null ? JsonProperties.NULL_VALUE : value;
    }

    private static @Nullable String parameter(org.apache.kafka.connect.data.Schema connect, String name) {
        return connect.parameters() == null ? null : connect.parameters().get(name);
    }
}
