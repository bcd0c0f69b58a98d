package dev.darkroom.systemtests;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tables, through an ordinary DynamoDB client. */
final class Table implements AutoCloseable {
    private final DynamoDbClient dynamoDb;

    Table(URI endpoint) {
        dynamoDb = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("anyone", "anything")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** An image's item, as a reader of plain text attributes sees it. */
    record Item(Map<String, AttributeValue> attributes) {
        /** The text attribute; empty when there is none of that name and type. */
        Optional<String> text(String name) {
            return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
        }

        /** The number attribute; 0 when there is none of that name and type. */
        long number(String name) {
            return Optional.ofNullable(attributes.get(name))
                    .map(AttributeValue::n)
                    .map(Long::parseLong)
                    .orElse(0L);
        }
    }

    Optional<Item> item(String imageId) {
        Map<String, AttributeValue> item = dynamoDb.getItem(
                        get -> get.tableName("images").key(Map.of("image_id", AttributeValue.fromS(imageId))))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(new Item(item));
    }

    /** How many of a customer's images ended so, by the statistics. */
    long images(String customerId, String outcome) {
        return dynamoDb
                .query(query -> query.tableName("customer-stats")
                        .keyConditionExpression("customer_id = :customer")
                        .expressionAttributeValues(Map.of(":customer", AttributeValue.fromS(customerId))))
                .items()
                .stream()
                .map(Item::new)
                .filter(item -> item.text("outcome").filter(outcome::equals).isPresent())
                .mapToLong(item -> item.number("images"))
                .sum();
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}
