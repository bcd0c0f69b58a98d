package dev.darkroom.finishedimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Finished images in the DynamoDB table that the sink connector writes. */
public final class DynamoDbImages implements FinishedImages {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbImages.class);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** By customer_id and finished_at. */
    private static final String INDEX = "customer-finished";

    /** What an item has of its event's headers, for operators: clients get the event's fields. */
    private static final String TRACE = "traceparent";

    private final DynamoDbClient dynamoDb;
    private final String table;

    DynamoDbImages(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** Region, endpoint and credentials are found by the SDK's default chain. */
    public static DynamoDbImages connect(String table) {
        return new DynamoDbImages(
                DynamoDbClient.builder()
                        .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(Duration.ofSeconds(2)))
                        .overrideConfiguration(override ->
                                override.apiCallTimeout(LONGEST_CALL).retryStrategy(RetryMode.STANDARD))
                        .build(),
                table);
    }

    @Override
    public Optional<FinishedImage> find(String imageId) {
        Map<String, AttributeValue> item = ask(() -> item(imageId));
        return item.isEmpty() ? Optional.empty() : Optional.of(image(item));
    }

    @Override
    public Page list(String customerId, Query query) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":customer", AttributeValue.fromS(customerId));
        values.put(":since", AttributeValue.fromS(text(query.since().orElse(Instant.EPOCH))));
        values.put(
                ":until",
                AttributeValue.fromS(query.until().map(DynamoDbImages::before).orElse("9")));
        query.outcome().ifPresent(outcome -> values.put(":outcome", AttributeValue.fromS(outcome)));
        Map<String, AttributeValue> start = query.cursor()
                .map(cursor -> PageCursor.decode(customerId, cursor))
                .orElse(Map.of());
        QueryResponse page = ask(() -> dynamoDb.query(request -> request.tableName(table)
                .indexName(INDEX)
                .keyConditionExpression("customer_id = :customer AND finished_at BETWEEN :since AND :until")
                .filterExpression(query.outcome().isPresent() ? "outcome = :outcome" : null)
                .expressionAttributeValues(values)
                .exclusiveStartKey(start.isEmpty() ? null : start)
                .scanIndexForward(false)
                .limit(query.limit())));
        return new Page(
                page.items().stream().map(DynamoDbImages::image).toList(),
                page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty()
                        ? Optional.of(PageCursor.encode(page.lastEvaluatedKey()))
                        : Optional.empty());
    }

    /** The last text that sorts before the instant's. */
    private static String before(Instant instant) {
        return text(instant.minusMillis(1));
    }

    private static String text(Instant instant) {
        return RecordFields.text(instant);
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            LOG.atError()
                    .addKeyValue("table", table)
                    .setCause(e)
                    .log("DynamoDB did not answer: check IMAGES_TABLE, its policy and AWS_ENDPOINT_URL_DYNAMODB");
            throw Problem.unavailable("Images cannot be looked up just now. Ask again.", RETRY_AFTER)
                    .exception(e);
        }
    }

    private Map<String, AttributeValue> item(String imageId) {
        return dynamoDb.getItem(get -> get.tableName(table).key(Map.of("image_id", AttributeValue.fromS(imageId))))
                .item();
    }

    private static FinishedImage image(Map<String, AttributeValue> item) {
        ObjectNode fields = fields(item);
        fields.remove(TRACE);
        return FinishedImage.of(fields);
    }

    private static ObjectNode fields(Map<String, AttributeValue> attributes) {
        ObjectNode fields = JSON.objectNode();
        attributes.forEach((name, value) -> fields.set(name, json(value)));
        return fields;
    }

    private static JsonNode json(AttributeValue value) {
        return switch (value.type()) {
            case S -> JSON.textNode(value.s());
            case N -> number(value.n());
            case BOOL -> JSON.booleanNode(value.bool());
            case L -> {
                ArrayNode array = JSON.arrayNode();
                value.l().forEach(element -> array.add(json(element)));
                yield array;
            }
            case M -> fields(value.m());
            // The sink writes no others.
            case SS, NS, B, BS, NUL, UNKNOWN_TO_SDK_VERSION -> JSON.nullNode();
        };
    }

    private static JsonNode number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        return number.scale() <= 0 && number.precision() <= 18
                ? JSON.numberNode(number.longValueExact())
                : JSON.numberNode(number);
    }

    @Override
    public void check() {
        item("readyz");
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}
