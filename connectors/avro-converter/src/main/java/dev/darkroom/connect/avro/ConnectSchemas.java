package dev.darkroom.connect.avro;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect schemas of Avro schemas, each made once. */
final class ConnectSchemas {
    private static final int SCHEMAS_AT_HAND = 200;

    private final Cache<org.apache.avro.Schema, Schema> made = new SynchronizedCache<>(new LRUCache<>(SCHEMAS_AT_HAND));

    /** @throws DataException when Connect has no such schema */
    Schema of(org.apache.avro.Schema avro) {
        @Nullable Schema schema = made.get(avro);
        if (schema == null) {
            schema = new Making().builder(avro).doc(avro.getDoc()).build();
            made.put(avro, schema);
        }
        return schema;
    }

    /** The types that a union has beside null. */
    static List<org.apache.avro.Schema> typesBesideNull(org.apache.avro.Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != org.apache.avro.Schema.Type.NULL)
                .toList();
    }

    /** The name of a type's field in the struct that stands for a union. */
    static String unionField(org.apache.avro.Schema type) {
        return type.getFullName().replace('.', '_');
    }

    /** The making of one schema: knows which records it is within. */
    private static final class Making {
        private final Deque<String> within = new ArrayDeque<>();

        private SchemaBuilder builder(org.apache.avro.Schema avro) {
            return switch (avro.getType()) {
                case BOOLEAN -> SchemaBuilder.bool();
                case INT, LONG -> integer(avro);
                case FLOAT -> SchemaBuilder.float32();
                case DOUBLE -> SchemaBuilder.float64();
                case STRING -> annotated(SchemaBuilder.string(), avro);
                case BYTES -> bytes(avro);
                case FIXED -> fixed(avro);
                case ENUM -> enumeration(avro);
                case ARRAY -> SchemaBuilder.array(builder(avro.getElementType()).build());
                case MAP ->
                    SchemaBuilder.map(
                            Schema.STRING_SCHEMA, builder(avro.getValueType()).build());
                case RECORD -> record(avro);
                case UNION -> union(avro);
                case NULL -> throw new DataException("Connect has no type for Avro's null outside of a union");
            };
        }

        private static SchemaBuilder integer(org.apache.avro.Schema avro) {
            LogicalType logical = avro.getLogicalType();
            if (logical instanceof LogicalTypes.Date) {
                return Date.builder();
            }
            if (logical instanceof LogicalTypes.TimeMillis) {
                return Time.builder();
            }
            if (logical instanceof LogicalTypes.TimestampMillis) {
                return Timestamp.builder();
            }
            boolean isInt = avro.getType() == org.apache.avro.Schema.Type.INT;
            return annotated(isInt ? SchemaBuilder.int32() : SchemaBuilder.int64(), avro);
        }

        /** Connect has no type for the other logical types; the plain one keeps their name. */
        private static SchemaBuilder annotated(SchemaBuilder builder, org.apache.avro.Schema avro) {
            LogicalType logical = avro.getLogicalType();
            return logical == null ? builder : builder.parameter(Annotation.LOGICAL_TYPE, logical.getName());
        }

        private static SchemaBuilder bytes(org.apache.avro.Schema avro) {
            if (avro.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
                return Decimal.builder(decimal.getScale())
                        .parameter(Annotation.DECIMAL_PRECISION, String.valueOf(decimal.getPrecision()));
            }
            return annotated(SchemaBuilder.bytes(), avro);
        }

        private static SchemaBuilder fixed(org.apache.avro.Schema avro) {
            return documented(bytes(avro), avro)
                    .parameter(Annotation.FIXED, avro.getFullName())
                    .parameter(Annotation.FIXED_SIZE, String.valueOf(avro.getFixedSize()));
        }

        /** A field's doc is its schema's doc; the doc of a type of its own stays apart from that. */
        private static SchemaBuilder documented(SchemaBuilder builder, org.apache.avro.Schema avro) {
            return avro.getDoc() == null ? builder : builder.parameter(Annotation.DOC, avro.getDoc());
        }

        private static SchemaBuilder enumeration(org.apache.avro.Schema avro) {
            SchemaBuilder builder = documented(SchemaBuilder.string(), avro)
                    .parameter(Annotation.ENUM, avro.getFullName())
                    .parameter(Annotation.ENUM_SYMBOLS, String.join(",", avro.getEnumSymbols()));
            return avro.getEnumDefault() == null
                    ? builder
                    : builder.parameter(Annotation.ENUM_DEFAULT, avro.getEnumDefault());
        }

        private SchemaBuilder record(org.apache.avro.Schema avro) {
            if (within.contains(avro.getFullName())) {
                throw new DataException(
                        "Record " + avro.getFullName() + " contains itself, which no Connect schema can");
            }
            within.push(avro.getFullName());
            SchemaBuilder builder = documented(SchemaBuilder.struct().name(avro.getFullName()), avro);
            avro.getFields().forEach(field -> builder.field(field.name(), field(field)));
            within.pop();
            return builder;
        }

        private Schema field(org.apache.avro.Schema.Field field) {
            SchemaBuilder builder = builder(field.schema());
            builder.doc(field.doc());
            // A struct's default cannot be set while its schema is being built.
            if (field.hasDefaultValue() && builder.type() != Schema.Type.STRUCT) {
                Object value = GenericData.get().getDefaultValue(field);
                if (value != null) {
                    builder.defaultValue(ConnectValues.of(value, builder));
                }
            }
            return builder.build();
        }

        private SchemaBuilder union(org.apache.avro.Schema avro) {
            List<org.apache.avro.Schema> types = typesBesideNull(avro);
            SchemaBuilder builder = types.size() == 1 ? builder(types.get(0)) : choice(types);
            return avro.isNullable() ? builder.optional() : builder;
        }

        private SchemaBuilder choice(List<org.apache.avro.Schema> types) {
            SchemaBuilder builder = SchemaBuilder.struct().name(Annotation.UNION);
            types.forEach(type ->
                    builder.field(unionField(type), builder(type).optional().build()));
            return builder;
        }
    }
}
