package dev.darkroom.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** What the DynamoDB sink wrote, read back from the table: items per customer and outcome. */
final class Counts {
    private static final String BY_CUSTOMER = "customer-finished";

    private final DynamoDbClient dynamoDb;
    private final String table;

    Counts(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** Which of {@code imageIds} the customer has an item for. */
    Set<String> present(String customerId, Set<String> imageIds) {
        return items(customerId).stream()
                .map(item -> text(item, "image_id"))
                .filter(imageIds::contains)
                .collect(Collectors.toSet());
    }

    /** Number of the customer's items by outcome and media type, e.g. {@code processed image/jpeg -> 3}. */
    Map<String, Long> byOutcomeAndType(String customerId) {
        return items(customerId).stream()
                .collect(Collectors.groupingBy(
                        item -> text(item, "outcome") + " " + text(item, "content_type"),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private List<Map<String, AttributeValue>> items(String customerId) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":customer", AttributeValue.fromS(customerId));
        return dynamoDb
                .queryPaginator(QueryRequest.builder()
                        .tableName(table)
                        .indexName(BY_CUSTOMER)
                        .keyConditionExpression("customer_id = :customer")
                        .expressionAttributeValues(values)
                        .build())
                .items()
                .stream()
                .toList();
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return value == null || value.s() == null ? "?" : value.s();
    }
}
