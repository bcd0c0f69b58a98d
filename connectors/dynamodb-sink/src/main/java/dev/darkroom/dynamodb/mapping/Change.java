package dev.darkroom.dynamodb.mapping;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a write does to its item. */
public sealed interface Change {
    /** Replaces the item, or makes it. */
    record Put(Map<String, AttributeValue> item) implements Change {}

    /** Removes the item if it is there. */
    record Delete(Map<String, AttributeValue> key) implements Change {}

    /**
     * Changes some attributes of the item, or makes it with these alone.
     *
     * @param key the item's key attributes
     * @param set attributes to replace or make; none of the key
     * @param add numbers to add, or sets to unite with, what the attribute holds; none of the key
     * @param remove attributes to remove; none of the key
     */
    record Update(
            Map<String, AttributeValue> key,
            Map<String, AttributeValue> set,
            Map<String, AttributeValue> add,
            Set<String> remove)
            implements Change {}
}
