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

    /** @throws BadRecordException when there is nothing, or null, at the path's end */
    SchemaAndValue find(@Nullable Schema schema, @Nullable Object value) {
        SchemaAndValue found = new SchemaAndValue(schema, value);
        for (String name : names) {
            found = step(found, name);
        }
        if (found.value() == null) {
            throw new BadRecordException("there is no value at " + this);
        }
        return found;
    }

    private SchemaAndValue step(SchemaAndValue from, String name) {
        if (from.value() instanceof Struct struct) {
            Field field = struct.schema().field(name);
            return field == null ? SchemaAndValue.NULL : new SchemaAndValue(field.schema(), struct.get(field));
        }
        if (from.value() instanceof Map<?, ?> map) {
            Schema schema = from.schema();
            return new SchemaAndValue(schema == null ? null : schema.valueSchema(), map.get(name));
        }
        return SchemaAndValue.NULL;
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
