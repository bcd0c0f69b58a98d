package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A field of a struct and what it becomes.
 *
 * @param hidesDefault whether its null is a null although its schema has a default
 */
record PlannedField(Field field, Placement placement, boolean hidesDefault) {
    PlannedField(Field field, Placement placement) {
        this(field, placement, field.schema().isOptional() && field.schema().defaultValue() != null);
    }

    String name() {
        return field.name();
    }

    Schema schema() {
        return field.schema();
    }

    String attribute() {
        return placement.attribute();
    }

    /** A field's default stands in where the field may not be null; an optional field's null is a null. */
    @Nullable
    Object of(Struct struct) {
        return hidesDefault ? struct.getWithoutDefault(field.name()) : struct.get(field);
    }
}
