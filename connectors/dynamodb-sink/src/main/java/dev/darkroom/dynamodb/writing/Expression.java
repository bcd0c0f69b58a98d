package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The names and values that an expression refers to by short placeholders, as a name may be a reserved word and an
 * expression has 4 KB at most. Source: DynamoDB Developer Guide, "Expressions".
 */
final class Expression {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    String name(String attribute) {
        String placeholder = "#" + names.size();
        names.put(placeholder, attribute);
        return placeholder;
    }

    String value(AttributeValue value) {
        String placeholder = ":" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    /** SET, ADD and REMOVE as far as there is something to change. */
    String changes(Change.Update update) {
        StringJoiner set = clause("SET ");
        update.set().forEach((attribute, value) -> set.add(name(attribute) + " = " + value(value)));
        StringJoiner add = clause("ADD ");
        update.add().forEach((attribute, value) -> add.add(name(attribute) + " " + value(value)));
        StringJoiner remove = clause("REMOVE ");
        update.remove().forEach(attribute -> remove.add(name(attribute)));
        return (set + " " + add + " " + remove).trim();
    }

    Map<String, String> names() {
        return names;
    }

    Optional<Map<String, AttributeValue>> values() {
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private static StringJoiner clause(String keyword) {
        return new StringJoiner(", ", keyword, "").setEmptyValue("");
    }
}
