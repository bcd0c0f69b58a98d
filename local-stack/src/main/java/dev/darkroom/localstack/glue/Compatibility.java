package dev.darkroom.localstack.glue;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Glue's compatibility modes, decided by Avro's own rules (Glue guide, schema-registry compatibility modes). */
enum Compatibility {
    NONE,
    DISABLED,
    BACKWARD,
    BACKWARD_ALL,
    FORWARD,
    FORWARD_ALL,
    FULL,
    FULL_ALL;

    static Compatibility of(String name) {
        try {
            return valueOf(name);
        } catch (IllegalArgumentException e) {
            throw GlueException.invalid("Compatibility " + name + " is none of " + List.of(values()));
        }
    }

    /** Whether a schema may follow the earlier ones (oldest first). */
    boolean allows(Schema next, List<Schema> earlier) {
        List<Schema> last = earlier.isEmpty() ? earlier : List.of(earlier.getLast());
        return switch (this) {
            case NONE -> true;
            case DISABLED -> earlier.isEmpty();
            case BACKWARD -> last.stream().allMatch(schema -> reads(next, schema));
            case BACKWARD_ALL -> earlier.stream().allMatch(schema -> reads(next, schema));
            case FORWARD -> last.stream().allMatch(schema -> reads(schema, next));
            case FORWARD_ALL -> earlier.stream().allMatch(schema -> reads(schema, next));
            case FULL -> last.stream().allMatch(schema -> reads(next, schema) && reads(schema, next));
            case FULL_ALL -> earlier.stream().allMatch(schema -> reads(next, schema) && reads(schema, next));
        };
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
