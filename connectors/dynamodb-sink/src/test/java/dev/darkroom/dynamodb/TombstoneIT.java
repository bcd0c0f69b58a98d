package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@OnConnect
final class TombstoneIT {
    private final TestingConnect connect = TestingConnect.shared();

    @Test
    void deletesTheItem() {
        // Given
        TestingTopic topic = TestingTopic.create("deletes");
        TestingTable table = TestingTable.create("deletes", "id");
        connect.run("deletes", Configs.json("deletes", Map.of("tombstones", "delete", "hash.key.source", "key")));

        // When
        topic.send("a", "{\"text\": \"goes\"}");
        topic.send("b", "{\"text\": \"stays\"}");
        topic.send("c", "{\"text\": \"goes\"}");
        topic.send("a", (String) null);
        topic.send("c", (String) null);
        topic.send("c", "{\"text\": \"comes back\"}");
        topic.send("never there", (String) null);
        topic.awaitCommitted("deletes", 7);

        // Then
        assertThat(table.itemsBy("text")).containsOnlyKeys("stays", "comes back");
    }

    @Test
    void ignoresWhatItIsToldToIgnore() {
        // Given
        TestingTopic topic = TestingTopic.create("ignores");
        TestingTable table = TestingTable.create("ignores", "id");
        connect.run("ignores", Configs.json("ignores", Map.of("tombstones", "ignore", "hash.key.source", "key")));

        // When
        topic.send("a", "{\"text\": \"stays\"}");
        topic.send("a", (String) null);
        topic.awaitCommitted("ignores", 2);

        // Then
        assertThat(table.itemsBy("text")).containsOnlyKeys("stays");
    }
}
