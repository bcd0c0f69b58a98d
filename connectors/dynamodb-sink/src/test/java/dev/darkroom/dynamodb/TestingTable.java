package dev.darkroom.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of DynamoDB Local; an index on {@code owner} makes items with an owner that is not text invalid. */
final class TestingTable {
    private final DynamoDbClient client = OnDynamoDb.Shared.DYNAMO_DB.client();
    private final String name;

    private TestingTable(String name) {
        this.name = name;
    }

    /** As {@link #create}, empty though there may have been one of the name before. */
    static TestingTable recreate(String name, String... keys) {
        try (DynamoDbClient client = OnDynamoDb.Shared.DYNAMO_DB.client()) {
            client.deleteTable(table -> table.tableName(name));
        } catch (ResourceNotFoundException e) {
            // There was none.
        }
        return create(name, keys);
    }

    static TestingTable create(String name, String... keys) {
        TestingTable table = new TestingTable(name);
        List<AttributeDefinition> attributes = new ArrayList<>(List.of(text("owner")));
        List<KeySchemaElement> schema = new ArrayList<>();
        for (String key : keys) {
            attributes.add(text(key));
            schema.add(key(key, schema.isEmpty() ? KeyType.HASH : KeyType.RANGE));
        }
        table.client.createTable(CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes)
                .keySchema(schema)
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("by-owner")
                        .keySchema(key("owner", KeyType.HASH))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build())
                .build());
        return table;
    }

    /** All items by the text of one attribute. */
    Map<String, Map<String, AttributeValue>> itemsBy(String attribute) {
        Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
        client.scanPaginator(scan -> scan.tableName(name).consistentRead(true))
                .items()
                .forEach(item -> items.put(
                        item.getOrDefault(attribute, AttributeValue.fromS("")).s(), item));
        return items;
    }

    /** Each item's {@code version} by its {@code id}. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        itemsBy("id")
                .forEach((id, item) -> versions.put(
                        id,
                        item.getOrDefault("version", AttributeValue.fromN("-1")).n()));
        return versions;
    }

    /** One attribute's text of every item, in the order of another's. */
    List<String> texts(String orderedBy, String attribute) {
        return itemsBy(orderedBy).values().stream()
                .map(item ->
                        item.getOrDefault(attribute, AttributeValue.fromS("")).s())
                .toList();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
