package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records that SMTs have changed on their way, their topic included. */
@OnConnect
final class TransformsIT {
    @Test
    void commitsTheOffsetsOfTheTopicItReadsThoughAnSmtRenamesIt() {
        // Given
        TestingTopic topic = TestingTopic.create("renamed-from");
        TestingTopic deadLetters = TestingTopic.create("renamed-dead");
        TestingTable table = TestingTable.create("renamed-to", "id");
        Map<String, String> config = new HashMap<>(Configs.json("renamed-from", Configs.deadLettersTo("renamed-dead")));
        config.putAll(Map.of(
                "transforms", "rename,hoist,flatten",
                "transforms.rename.type", "org.apache.kafka.connect.transforms.RegexRouter",
                "transforms.rename.regex", "renamed-from",
                "transforms.rename.replacement", "renamed-to",
                "transforms.hoist.type", "org.apache.kafka.connect.transforms.ReplaceField$Value",
                "transforms.hoist.exclude", "secret",
                "transforms.flatten.type", "org.apache.kafka.connect.transforms.Flatten$Value",
                "transforms.flatten.delimiter", "_",
                "record.attributes", "original.topic:read_from,offset:read_at"));

        // When
        TestingConnect.shared().run("renames", config);
        topic.send("k", "{\"id\": \"a\", \"secret\": 1, \"place\": {\"x\": 5}}");
        topic.send("k", "{\"id\": null}");
        topic.send("k", "{\"id\": \"b\"}");
        topic.awaitCommitted("renames", 3);

        // Then
        assertThat(table.itemsBy("id").get("a"))
                .isEqualTo(Map.of(
                        "id", AttributeValue.fromS("a"),
                        "place_x", AttributeValue.fromN("5"),
                        "read_from", AttributeValue.fromS("renamed-from"),
                        "read_at", AttributeValue.fromN("0")));
        assertThat(table.itemsBy("id")).containsOnlyKeys("a", "b");
        assertThat(deadLetters
                        .await(1)
                        .get(0)
                        .headers()
                        .lastHeader("__connect.errors.exception.message")
                        .value())
                .asString()
                .contains("renamed-from-0@1");
    }
}
