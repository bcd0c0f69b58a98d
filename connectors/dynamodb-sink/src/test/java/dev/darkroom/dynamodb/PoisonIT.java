package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Records that DynamoDB or the mapping refuses, in the middle of good ones. */
@OnConnect
final class PoisonIT {
    private final TestingConnect connect = TestingConnect.shared();

    @Test
    void setsAsideTheRecordDynamoDbRefusesAndWritesItsNeighbours() {
        // Given
        TestingTopic topic = TestingTopic.create("poisoned");
        TestingTopic deadLetters = TestingTopic.create("poisoned-dead");
        TestingTable table = TestingTable.create("poisoned", "id");
        for (int i = 0; i < 40; i++) {
            topic.send("k", "{\"id\": \"i%02d\", \"owner\": %s}".formatted(i, i == 17 ? "5" : "\"acme\""));
        }

        // When
        connect.run("poisoned", Configs.json("poisoned", Configs.deadLettersTo("poisoned-dead")));
        topic.awaitCommitted("poisoned", 40);

        // Then
        assertThat(table.itemsBy("id")).hasSize(39).doesNotContainKey("i17");
        ConsumerRecord<String, byte[]> deadLetter = deadLetters.await(1).get(0);
        assertThat(new String(deadLetter.value(), StandardCharsets.UTF_8)).contains("i17");
        assertThat(header(deadLetter, "__connect.errors.offset")).isEqualTo("17");
        assertThat(header(deadLetter, "__connect.errors.exception.message")).contains("poisoned-0@17", "Index Key");
    }

    @Test
    void setsAsideAnItemThatIsTooLarge() {
        // Given
        TestingTopic topic = TestingTopic.create("large");
        TestingTopic deadLetters = TestingTopic.create("large-dead");
        TestingTable table = TestingTable.create("large", "id");
        connect.run("large", Configs.json("large", Configs.deadLettersTo("large-dead")));

        // When
        topic.send("k", "{\"id\": \"small\"}");
        topic.send("k", "{\"id\": \"large\", \"text\": \"%s\"}".formatted("x".repeat(410_000)));
        topic.send("k", "{\"id\": \"also small\"}");
        topic.awaitCommitted("large", 3);

        // Then
        assertThat(table.itemsBy("id")).containsOnlyKeys("small", "also small");
        assertThat(header(deadLetters.await(1).get(0), "__connect.errors.exception.message"))
                .contains("409600");
    }

    @Test
    void failsTheTaskWhereErrorsAreNotTolerated() {
        // Given
        TestingTopic topic = TestingTopic.create("strict");
        TestingTable.create("strict", "id");
        connect.run("strict", Configs.json("strict", Map.of()));

        // When
        topic.send("k", "{\"id\": \"1\"}");
        topic.send("k", "[\"no object\"]");

        // Then
        await().untilAsserted(() ->
                assertThat(connect.task("strict").path("state").asText()).isEqualTo("FAILED"));
        assertThat(connect.task("strict").path("trace").asText()).contains("strict-0@1");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
