package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where a record's version is. */
record VersionSource(Reference reference) {
    static final String FORMS = "record.offset, record.timestamp, value.<path>, header.<name>";

    /** @throws IllegalArgumentException when it is none of the forms */
    static VersionSource parse(String text) {
        if (text.equals("record.offset")) {
            return new VersionSource(Reference.Coordinate.OFFSET);
        }
        if (text.equals("record.timestamp")) {
            return new VersionSource(Reference.Coordinate.TIMESTAMP);
        }
        if (text.startsWith("value.") || text.startsWith("header.")) {
            return new VersionSource(Reference.parse(text));
        }
        throw new IllegalArgumentException("expected one of " + FORMS);
    }

    boolean isOfValue() {
        return reference.isOfValue();
    }

    boolean isNested() {
        return reference instanceof Reference.OfField field
                && field.path().names().size() > 1;
    }

    /** The attribute that holds it without being told. */
    String ownAttribute(FieldSettings fields) {
        if (reference instanceof Reference.OfField field) {
            return fields.attributeOf(field.path().names().get(0), new Naming(fields.names()));
        }
        return reference instanceof Reference.OfHeader header
                ? header.name()
                : toString().replace('.', '_');
    }

    /** @throws BadRecordException when the record has no version, or one that has no order */
    AttributeValue of(SinkRecord record, Attributes attributes) {
        AttributeValue version = attribute(record, attributes);
        if (version == null) {
            throw new BadRecordException("there is no version at " + this + ", and " + NewerWins.BY + " needs one");
        }
        return switch (version.type()) {
            case S, N, B -> version;
            default ->
                throw new BadRecordException(
                        "a version is text, a number or bytes; the record has a " + version.type() + " at " + this);
        };
    }

    private @Nullable AttributeValue attribute(SinkRecord record, Attributes attributes) {
        if (reference == Reference.Coordinate.TIMESTAMP) {
            Long millis = record.timestamp();
            return millis == null ? null : AttributeValue.fromN(millis.toString());
        }
        SchemaAndValue found = reference.of(record);
        try {
            return attributes.of(found.schema(), found.value());
        } catch (BadRecordException e) {
            throw e.in(toString());
        }
    }

    /** As it is written in an option. */
    @Override
    public String toString() {
        return reference instanceof Reference.Coordinate ? "record." + reference : reference.toString();
    }
}
