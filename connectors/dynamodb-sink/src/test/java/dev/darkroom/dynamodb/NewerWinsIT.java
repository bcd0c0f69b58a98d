package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnConnect
final class NewerWinsIT {
    private final TestingConnect connect = TestingConnect.shared();

    @Test
    void neverTakesAnItemBackWhenAnOldRecordComesAgain() {
        // Given
        TestingTable table = TestingTable.recreate("images", "id");
        Map<String, String> properties = Map.of(
                "hash.key.attribute", "id",
                "newer.wins.by", "record.offset",
                "aws.region", "eu-central-1",
                "aws.endpoint", OnDynamoDb.Shared.DYNAMO_DB.endpoint().toString());
        List<SinkRecord> records = new Records()
                .with("a", Records.value("id", "a", "text", "old"))
                .with("a", Records.value("id", "a", "text", "new"))
                .all();
        try (TestingTask task = TestingTask.start(TestingSinkTaskContext.withReporter(), properties)) {
            task.put(records);
            task.settle();
        }

        // When: another task is given the first of them alone
        try (TestingTask task = TestingTask.start(TestingSinkTaskContext.withReporter(), properties)) {
            task.put(records.subList(0, 1));
            task.settle();
        }

        // Then
        assertThat(table.itemsBy("id").get("a"))
                .containsEntry("text", AttributeValue.fromS("new"))
                .containsEntry("record_offset", AttributeValue.fromN("1"));
    }

    @Test
    void keepsTheHighestVersionWhateverTheOrder() {
        // Given
        TestingTopic topic = TestingTopic.create("versions");
        TestingTable table = TestingTable.create("versions", "id");
        connect.run(
                "versions", Configs.json("versions", Map.of("hash.key.source", "key", "newer.wins.by", "value.rev")));

        // When
        for (int version : List.of(3, 10, 9, 1)) {
            topic.send("a", "{\"rev\": %d}".formatted(version));
            topic.send("b", "{\"rev\": %d}".formatted(20 - version));
        }
        topic.awaitCommitted("versions", 8);

        // Then
        assertThat(table.itemsBy("id").get("a")).containsEntry("rev", AttributeValue.fromN("10"));
        assertThat(table.itemsBy("id").get("b")).containsEntry("rev", AttributeValue.fromN("19"));
    }

    @Test
    void setsAsideARecordWhoseVersionCannotBeComparedWithTheItems() {
        // Given
        TestingTopic topic = TestingTopic.create("odd-versions");
        TestingTopic deadLetters = TestingTopic.create("odd-versions-dead");
        TestingTable table = TestingTable.create("odd-versions", "id");
        Map<String, String> config =
                new HashMap<>(Configs.json("odd-versions", Configs.deadLettersTo("odd-versions-dead")));
        config.putAll(Map.of("hash.key.source", "key", "newer.wins.by", "value.rev"));
        connect.run("odd-versions", config);

        // When
        topic.send("a", "{\"rev\": 1}");
        topic.send("a", "{\"rev\": \"2026-01-01\"}");
        topic.awaitCommitted("odd-versions", 2);

        // Then
        assertThat(table.itemsBy("id").get("a")).containsEntry("rev", AttributeValue.fromN("1"));
        assertThat(deadLetters
                        .await(1)
                        .get(0)
                        .headers()
                        .lastHeader("__connect.errors.exception.message")
                        .value())
                .asString()
                .contains("rev", "type N", "type S");
    }
}
