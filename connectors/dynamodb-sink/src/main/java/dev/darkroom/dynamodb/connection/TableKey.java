package dev.darkroom.dynamodb.connection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A table's key attributes, hash before sort. */
record TableKey(List<Attribute> attributes) {
    /** A key attribute's name and type. */
    record Attribute(String name, ScalarAttributeType type) {
        @Override
        public String toString() {
            return name + " (" + type + ")";
        }
    }

    static TableKey of(Map<String, AttributeValue> key) {
        return new TableKey(key.entrySet().stream()
                .map(each -> new Attribute(
                        each.getKey(),
                        ScalarAttributeType.fromValue(each.getValue().type().name())))
                .toList());
    }

    static TableKey of(TableDescription table) {
        Map<String, ScalarAttributeType> types = table.attributeDefinitions().stream()
                .collect(Collectors.toMap(AttributeDefinition::attributeName, AttributeDefinition::attributeType));
        return new TableKey(table.keySchema().stream()
                .sorted((one, other) -> one.keyType().compareTo(other.keyType()))
                .map(each ->
                        new Attribute(each.attributeName(), Objects.requireNonNull(types.get(each.attributeName()))))
                .toList());
    }

    Attribute hash() {
        return attributes.get(0);
    }

    Optional<Attribute> sort() {
        return attributes.size() > 1 ? Optional.of(attributes.get(1)) : Optional.empty();
    }

    List<AttributeDefinition> definitions() {
        return attributes.stream()
                .map(each -> AttributeDefinition.builder()
                        .attributeName(each.name())
                        .attributeType(each.type())
                        .build())
                .toList();
    }

    List<KeySchemaElement> schema() {
        return attributes.stream()
                .map(each -> KeySchemaElement.builder()
                        .attributeName(each.name())
                        .keyType(each.equals(hash()) ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
    }

    @Override
    public String toString() {
        return attributes.stream().map(Attribute::toString).collect(Collectors.joining(" and "));
    }
}
