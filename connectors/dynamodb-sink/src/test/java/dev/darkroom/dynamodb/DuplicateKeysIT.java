package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@OnConnect
final class DuplicateKeysIT {
    @Test
    void endsWithTheLastRecordOfEachKeyInADelivery() {
        // Given: all there before the connector starts, so that one delivery has many records of a key
        TestingTopic topic = TestingTopic.create("duplicates");
        TestingTable table = TestingTable.create("duplicates", "id");
        for (int i = 0; i < 90; i++) {
            topic.send("k" + i % 3, "{\"text\": \"%d\"}".formatted(i));
        }

        // When
        TestingConnect.shared().run("duplicates", Configs.json("duplicates", Map.of("hash.key.source", "key")));
        topic.awaitCommitted("duplicates", 90);

        // Then
        assertThat(table.itemsBy("text")).containsOnlyKeys("87", "88", "89");
    }
}
