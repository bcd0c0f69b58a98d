package dev.darkroom.connect.avro;

/** Names of the schema parameters that keep what Avro knows and a Connect schema has no place for. */
final class Annotation {
    static final String DOC = "avro.doc";
    static final String ENUM = "avro.enum";
    static final String ENUM_SYMBOLS = "avro.enum.symbols";
    static final String ENUM_DEFAULT = "avro.enum.default";
    static final String FIXED = "avro.fixed";
    static final String FIXED_SIZE = "avro.fixed.size";
    static final String LOGICAL_TYPE = "avro.logicalType";
    static final String DECIMAL_PRECISION = "connect.decimal.precision";
    /** Name of the struct that stands for a union of more than one type and null; it has a field for each. */
    static final String UNION = "dev.darkroom.connect.avro.Union";

    private Annotation() {}
}
