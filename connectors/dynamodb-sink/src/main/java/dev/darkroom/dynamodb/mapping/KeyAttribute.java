package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One key attribute of a table. Source of the limits: DynamoDB Developer Guide, "Service, account, and table quotas",
 * partition keys and sort keys.
 *
 * @param mostBytes the longest value DynamoDB takes for it
 */
record KeyAttribute(String name, KeySource source, int mostBytes) {
    static KeyAttribute hash(String name, @Nullable String source) {
        return new KeyAttribute(name, sourceOf(name, source), 2048);
    }

    static KeyAttribute sort(String name, @Nullable String source) {
        return new KeyAttribute(name, sourceOf(name, source), 1024);
    }

    private static KeySource sourceOf(String name, @Nullable String source) {
        return KeySource.parse(source == null ? "value." + name : source);
    }

    /** @throws BadRecordException when the record has nothing there that can be a key */
    AttributeValue of(SinkRecord record) {
        SchemaAndValue found = source.of(record);
        AttributeValue attribute = Attributes.attribute(found.schema(), found.value());
        long bytes = ItemSize.of(attribute).storedBytes();
        switch (attribute.type()) {
            case N -> {}
            case S, B -> checkLength(bytes);
            default ->
                throw new BadRecordException("a key attribute is text, a number or bytes; the record has a "
                        + attribute.type() + " at " + source);
        }
        return attribute;
    }

    private void checkLength(long bytes) {
        if (bytes == 0 || bytes > mostBytes) {
            throw new BadRecordException(
                    "a key attribute has 1 to " + mostBytes + " bytes; the record has " + bytes + " at " + source);
        }
    }
}
