package dev.darkroom.imagestreaming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finished images in the DynamoDB table that the sink connector writes. */
final class DynamoDbImages implements FinishedImages {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbImages.class);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DynamoDbClient dynamoDb;
    private final String table;

    DynamoDbImages(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** Region, endpoint and credentials are found by the SDK's default chain. */
    static DynamoDbImages connect(String table) {
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
        Map<String, AttributeValue> item;
        try {
            item = item(imageId);
        } catch (SdkException e) {
            LOG.atError()
                    .addKeyValue("table", table)
                    .setCause(e)
                    .log("DynamoDB did not answer: check IMAGES_TABLE, its policy and AWS_ENDPOINT_URL_DYNAMODB");
            throw Problem.unavailable("The image cannot be looked up just now. Ask again.", RETRY_AFTER)
                    .exception(e);
        }
        return item.isEmpty() ? Optional.empty() : Optional.of(FinishedImage.of(fields(item)));
    }

    private Map<String, AttributeValue> item(String imageId) {
        return dynamoDb.getItem(get -> get.tableName(table).key(Map.of("image_id", AttributeValue.fromS(imageId))))
                .item();
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
