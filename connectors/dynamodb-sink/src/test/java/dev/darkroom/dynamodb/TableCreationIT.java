package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Tables that are not there when the first records come. */
@OnConnect
final class TableCreationIT {
    private static final String NAME = "created";
    private static final int TASKS = 3;

    private final TestingConnect connect = TestingConnect.shared();

    @Test
    void createsTheTableOnceForTasksThatAllMissIt() {
        // Given: records of every item in every partition
        List<Versioned> records = Versioned.inAnyOrder(200, 20, TASKS, new Random(20261127));
        TestingTopic topic = TestingTopic.create(NAME, TASKS);
        topic.sendAll(records);

        // When
        connect.run(
                NAME,
                Configs.json(
                        NAME,
                        Map.of(
                                "tasks.max", String.valueOf(TASKS),
                                "table.create", "true",
                                "sort.key.attribute", "version",
                                "ttl.attribute", "expires",
                                "ttl.seconds", "60")));
        topic.awaitAllCommitted(NAME);

        // Then
        try (DynamoDbClient client = connect.dynamoDb().client()) {
            var table =
                    client.describeTable(describe -> describe.tableName(NAME)).table();
            assertThat(table.keySchema())
                    .extracting(KeySchemaElement::attributeName)
                    .containsExactly("id", "version");
            assertThat(table.attributeDefinitions())
                    .extracting(AttributeDefinition::attributeType)
                    .containsExactly(ScalarAttributeType.S, ScalarAttributeType.N);
            assertThat(client.describeTimeToLive(describe -> describe.tableName(NAME))
                            .timeToLiveDescription())
                    .satisfies(expiry -> {
                        assertThat(expiry.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
                        assertThat(expiry.attributeName()).isEqualTo("expires");
                    });
            assertThat(client.scan(scan -> scan.tableName(NAME)).items())
                    .hasSize(200)
                    .allSatisfy(item -> assertThat(item).containsKey("expires"));
        }
    }
}
