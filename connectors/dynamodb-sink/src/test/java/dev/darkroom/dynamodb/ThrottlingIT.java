package dev.darkroom.dynamodb;

import static dev.darkroom.dynamodb.TestingDynamoDb.error;
import static dev.darkroom.dynamodb.TestingDynamoDb.processOnly;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnConnect
final class ThrottlingIT {
    @Test
    void writesEverythingInTheEndAndSetsNothingAside() {
        // Given: more throttling than one delivery's time allows for, so that Connect has to deliver again
        TestingTopic topic = TestingTopic.create("throttled");
        TestingTopic.create("throttled-dead");
        TestingTable table = TestingTable.create("throttled", "id");
        try (TestingDynamoDb dynamoDb = TestingDynamoDb.before(OnDynamoDb.Shared.DYNAMO_DB.endpoint())) {
            for (int i = 0; i < 20; i++) {
                dynamoDb.next(
                        error(400, "ProvisionedThroughputExceededException"),
                        processOnly(1),
                        error(500, "InternalServerError"));
            }
            for (int i = 0; i < 30; i++) {
                topic.send("k", "{\"id\": \"i%02d\", \"text\": \"t\"}".formatted(i));
            }
            Map<String, String> config =
                    new HashMap<>(Configs.json("throttled", Configs.deadLettersTo("throttled-dead")));
            config.putAll(Map.of(
                    "aws.endpoint", dynamoDb.endpoint(),
                    "retry.timeout.ms", "100",
                    "retry.backoff.ms", "10",
                    "retry.backoff.max.ms", "50"));

            // When
            TestingConnect.shared().run("throttled", config);
            topic.awaitCommitted("throttled", 30);

            // Then
            assertThat(table.itemsBy("id")).hasSize(30);
            assertThat(dynamoDb.requestSizes()).hasSizeGreaterThan(60);
        }
    }
}
