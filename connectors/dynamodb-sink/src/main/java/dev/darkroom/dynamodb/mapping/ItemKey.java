package dev.darkroom.dynamodb.mapping;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an item is found by: its table and each key attribute by name, so that ("a", "b") is not ("b", "a"). */
record ItemKey(String table, Map<String, AttributeValue> attributes) {
    ItemKey {
        attributes = Map.copyOf(attributes);
    }
}
