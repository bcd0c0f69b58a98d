package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnConnect
final class UpdateIT {
    @Test
    void changesOnlyTheFieldsOfTheRecord() {
        // Given
        TestingTopic topic = TestingTopic.create("updates");
        TestingTable table = TestingTable.create("updates", "id");
        TestingConnect.shared().run("updates", config("updates", Map.of("nulls", "remove")));

        // When
        topic.send("a", "{\"name\": \"first\", \"size\": 1, \"gone\": true}");
        topic.send("a", "{\"size\": 2, \"gone\": null}");
        topic.awaitCommitted("updates", 2);

        // Then
        assertThat(table.itemsBy("id"))
                .containsOnly(Map.entry(
                        "a",
                        Map.of(
                                "id", AttributeValue.fromS("a"),
                                "name", AttributeValue.fromS("first"),
                                "size", AttributeValue.fromN("2"))));
    }

    @Test
    void countsEachRecordOnceHoweverOftenItIsDelivered() {
        // Given
        TestingTopic topic = TestingTopic.create("counts");
        TestingTable table = TestingTable.create("counts", "id");
        Map<String, String> config =
                config("counts", Map.of("update.add.fields", "images", "newer.wins.by", "record.offset"));
        for (int i = 0; i < 40; i++) {
            topic.send("k" + i % 2, "{\"images\": %d}".formatted(i));
        }
        TestingConnect.shared().run("counts", config);
        topic.awaitCommitted("counts", 40);

        // When: another connector reads the topic again from its start
        TestingConnect.shared().run("counts-again", config);
        topic.awaitCommitted("counts-again", 40);

        // Then
        assertThat(table.itemsBy("id").get("k0")).containsEntry("images", AttributeValue.fromN("380"));
        assertThat(table.itemsBy("id").get("k1")).containsEntry("images", AttributeValue.fromN("400"));
    }

    private static Map<String, String> config(String topic, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("hash.key.source", "key", "write.mode", "update"));
        options.put("table.name", topic);
        options.putAll(more);
        return Configs.json(topic, options);
    }
}
