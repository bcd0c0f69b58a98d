package dev.darkroom.dynamodb.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes an item apart into what an update sets, adds and removes. */
final class Updates {
    private Updates() {}

    /** @throws BadRecordException when it is to add what is neither a number nor a set */
    static Change.Update of(ItemKey key, Map<String, AttributeValue> item, Set<String> addFields, Set<String> removed) {
        Map<String, AttributeValue> set = item;
        set.keySet().removeAll(key.attributes().keySet());
        Map<String, AttributeValue> add = new HashMap<>();
        for (String field : addFields) {
            AttributeValue attribute = set.remove(field);
            if (attribute != null && attribute.type() != AttributeValue.Type.NUL) {
                add.put(field, addable(field, attribute));
            }
        }
        if (!removed.isEmpty()) {
            removed.removeAll(key.attributes().keySet());
            removed.removeAll(set.keySet());
        }
        return new Change.Update(key.attributes(), set, add, removed);
    }

    private static AttributeValue addable(String field, AttributeValue attribute) {
        return switch (attribute.type()) {
            case N, SS, NS, BS -> attribute;
            default ->
                throw new BadRecordException(field + ": only numbers and sets can be added to, and this is "
                        + attribute.type() + ": take it out of " + ModeSettings.ADD_FIELDS + ", or name it in "
                        + FieldSettings.SETS);
        };
    }
}
