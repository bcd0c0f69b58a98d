package dev.darkroom.dynamodb.mapping;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Field names from the outside in; no names at all mean the whole. */
record FieldPath(List<String> names) {
    FieldPath {
        names = List.copyOf(names);
    }

    /** What is at the path's end; its value is null where the path leads nowhere. */
    SchemaAndValue find(@Nullable Schema schema, @Nullable Object value) {
        SchemaAndValue found = new SchemaAndValue(schema, value);
        for (String name : names) {
            found = step(found, name);
        }
        return found;
    }

    private static SchemaAndValue step(SchemaAndValue from, String name) {
        if (from.value() instanceof Struct struct) {
            Field field = struct.schema().field(name);
            return field == null ? SchemaAndValue.NULL : new SchemaAndValue(field.schema(), valueOf(struct, field));
        }
        if (from.value() instanceof Map<?, ?> map) {
            Schema schema = from.schema();
            return new SchemaAndValue(schema == null ? null : schema.valueSchema(), map.get(name));
        }
        return SchemaAndValue.NULL;
    }

    /** A field's default stands in where the field may not be null; an optional field's null is a null. */
    static @Nullable Object valueOf(Struct struct, Field field) {
        return field.schema().isOptional() && field.schema().defaultValue() != null
                ? struct.getWithoutDefault(field.name())
                : struct.get(field);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
