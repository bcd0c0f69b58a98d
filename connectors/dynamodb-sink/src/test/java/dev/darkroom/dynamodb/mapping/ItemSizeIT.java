package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** An item of exactly 400 KB by our count is taken, and one of a byte more is not. */
final class ItemSizeIT {
    private static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.startInMemory(0);
    private static final DynamoDbClient CLIENT = DYNAMO_DB.client();

    @BeforeAll
    static void createTable() {
        CLIENT.createTable(table -> table.tableName("sizes")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        DYNAMO_DB.close();
    }

    static LongStream seeds() {
        return new Random().longs(40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsToTheByteAsDynamoDbDoes(long seed) {
        // Given
        Random random = new Random(seed);
        Map<String, AttributeValue> item = new HashMap<>(Map.of("id", text("k"), "padding", text("")));
        for (int i = 0; i < 10; i++) {
            item.put("attribute_" + i, attribute(random, 4));
        }
        int room = (int) (ItemSize.MOST_STORED_BYTES - ItemSize.of(item).storedBytes());

        // When
        item.put("padding", text("a".repeat(room)));
        CLIENT.putItem(put -> put.tableName("sizes").item(item));
        item.put("padding", text("a".repeat(room + 1)));

        // Then
        assertThat(ItemSize.of(item).storedBytes()).isEqualTo(ItemSize.MOST_STORED_BYTES + 1);
        assertThatThrownBy(() -> CLIENT.putItem(put -> put.tableName("sizes").item(item)))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("Item size");
    }

    private static AttributeValue attribute(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> text("tëxt".repeat(random.nextInt(4)));
            case 1, 2 -> randomNumber(random);
            case 3 -> AttributeValue.fromB(bytes(random));
            case 4 -> random.nextBoolean() ? AttributeValue.fromBool(true) : AttributeValue.fromNul(true);
            case 5 -> AttributeValue.fromL(List.of());
            case 6 -> AttributeValue.fromL(List.of(attribute(random, depth - 1), attribute(random, depth - 1)));
            case 7 ->
                AttributeValue.fromM(Map.of("a", attribute(random, depth - 1), "bc", attribute(random, depth - 1)));
            case 8 -> AttributeValue.fromNs(List.of("0", "17", "-" + (1 + random.nextInt(1_000_000)) + "5"));
            default ->
                random.nextBoolean()
                        ? AttributeValue.fromSs(List.of("a", "写真"))
                        : AttributeValue.fromBs(List.of(bytes(random)));
        };
    }

    private static AttributeValue randomNumber(Random random) {
        BigDecimal number = new BigDecimal(new BigInteger(1 + random.nextInt(120), random), random.nextInt(200) - 80);
        AttributeValue attribute = new Numbers(DecimalFormat.NUMBER, UnsupportedNumbers.FAIL)
                .of(random.nextBoolean() ? number : number.negate());
        return attribute == null ? number(0) : attribute;
    }

    private static SdkBytes bytes(Random random) {
        return SdkBytes.fromByteArray(new byte[random.nextInt(9)]);
    }
}
