package dev.darkroom.localstack.glue;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A schema definition as it was given and as Avro understands it. Two definitions are the same when Avro's own
 * rendering of them is: white space and the order of attributes do not matter, documentation and defaults do.
 */
record Definition(String text, Schema schema, String canonical) {
    static Definition of(String text) {
        try {
            Schema schema = new Schema.Parser().parse(text);
            return new Definition(text, schema, schema.toString());
        } catch (AvroRuntimeException e) {
            throw GlueException.invalid("Schema definition of AVRO data format is invalid: " + e.getMessage());
        }
    }

    boolean sameAs(Definition other) {
        return canonical.equals(other.canonical);
    }
}
