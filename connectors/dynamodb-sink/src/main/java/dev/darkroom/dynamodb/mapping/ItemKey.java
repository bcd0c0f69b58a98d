package dev.darkroom.dynamodb.mapping;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an item is found by: its table and each key attribute by name, so that ("a", "b") is not ("b", "a"). */
public record ItemKey(String table, Map<String, AttributeValue> attributes) {
    public ItemKey {
        attributes = Map.copyOf(attributes);
    }

    /** Cheaper than that of {@link AttributeValue}, which looks at all ten types. */
    @Override
    public int hashCode() {
        int hash = table.hashCode();
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            hash += attribute.getKey().hashCode() ^ 31 * hash(attribute.getValue());
        }
        return hash;
    }

    private static int hash(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().hashCode();
            case N -> value.n().hashCode();
            default -> value.hashCode();
        };
    }

    /** Names only: what a key's value says of someone belongs in no log. */
    @Override
    public String toString() {
        return table + attributes.keySet();
    }
}
