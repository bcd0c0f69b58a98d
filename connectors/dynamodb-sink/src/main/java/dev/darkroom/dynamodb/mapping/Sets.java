package dev.darkroom.dynamodb.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Arrays as DynamoDB's sets: of text, of numbers or of bytes, each element once, and never empty. */
record Sets(Attributes attributes) {
    /**
     * The set, or null when it is empty.
     *
     * @throws BadRecordException when the value is no array, or its elements are not all text, all numbers or all bytes
     */
    @Nullable
    AttributeValue of(@Nullable Schema schema, Object value) {
        if (!(value instanceof Collection<?> elements)) {
            throw new BadRecordException("a set is made of an array, and this is a "
                    + value.getClass().getSimpleName() + ": take it out of " + FieldSettings.SETS);
        }
        Set<AttributeValue> distinct = new LinkedHashSet<>();
        Schema elementSchema = schema == null ? null : schema.valueSchema();
        for (Object element : elements) {
            distinct.add(element(elementSchema, element));
        }
        return distinct.isEmpty() ? null : set(new ArrayList<>(distinct));
    }

    private AttributeValue element(@Nullable Schema schema, @Nullable Object element) {
        AttributeValue attribute = attributes.of(schema, element);
        if (attribute == null) {
            throw new BadRecordException("a set holds no nulls");
        }
        return attribute;
    }

    private static AttributeValue set(List<AttributeValue> elements) {
        AttributeValue.Type type = elements.get(0).type();
        for (AttributeValue element : elements) {
            if (element.type() != type) {
                throw new BadRecordException(
                        "a set holds elements of one type, and here are " + type + " and " + element.type());
            }
        }
        return switch (type) {
            case S ->
                AttributeValue.fromSs(elements.stream().map(AttributeValue::s).toList());
            case N ->
                AttributeValue.fromNs(elements.stream().map(AttributeValue::n).toList());
            case B ->
                AttributeValue.fromBs(
                        elements.stream().<SdkBytes>map(AttributeValue::b).toList());
            default -> throw new BadRecordException("a set holds text, numbers or bytes, and here is " + type);
        };
    }
}
