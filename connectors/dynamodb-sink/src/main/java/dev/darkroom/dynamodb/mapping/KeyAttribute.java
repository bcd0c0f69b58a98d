package dev.darkroom.dynamodb.mapping;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * One key attribute of a table. Source of the limits: DynamoDB Developer Guide, "Service, account, and table quotas",
 * partition keys and sort keys.
 *
 * @param type its type where every record has the same; empty where that depends on the record
 * @param mostBytes the longest value DynamoDB takes for it
 */
public record KeyAttribute(String name, KeySource source, Optional<ScalarAttributeType> type, int mostBytes) {
    static KeyAttribute hash(String name, @Nullable String source, DatetimeFormat format) {
        return of(name, source, format, 2048);
    }

    static KeyAttribute sort(String name, @Nullable String source, DatetimeFormat format) {
        return of(name, source, format, 1024);
    }

    private static KeyAttribute of(String name, @Nullable String text, DatetimeFormat format, int mostBytes) {
        KeySource source = text == null ? KeySource.fieldOfValue(name) : KeySource.parse(text);
        return new KeyAttribute(name, source, source.type(format), mostBytes);
    }

    /** @throws BadRecordException when the record has nothing there that can be a key */
    AttributeValue of(SinkRecord record, Attributes attributes) {
        AttributeValue attribute = attribute(record, attributes);
        switch (attribute.type()) {
            case N -> {}
            case S, B -> checkLength(ItemSize.of(attribute).storedBytes());
            default ->
                throw new BadRecordException("a key attribute is text, a number or bytes; the record has a "
                        + attribute.type() + " at " + source);
        }
        return attribute;
    }

    private AttributeValue attribute(SinkRecord record, Attributes attributes) {
        try {
            AttributeValue attribute = source.of(record, attributes);
            if (attribute == null) {
                throw new BadRecordException("there is no value at " + source);
            }
            return attribute;
        } catch (BadRecordException e) {
            throw new BadRecordException(
                    "nothing to make the key attribute " + name + " of: " + e.getMessage()
                            + " (change the record or the key's source)",
                    e);
        }
    }

    private void checkLength(long bytes) {
        if (bytes == 0 || bytes > mostBytes) {
            throw new BadRecordException("the key attribute " + name + " has 1 to " + mostBytes
                    + " bytes; the record has " + bytes + " at " + source);
        }
    }
}
