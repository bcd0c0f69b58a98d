package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@OnConnect
final class InsertIT {
    @Test
    void keepsTheFirstRecordOfEachKeyAndFailsNone() {
        // Given
        TestingTopic topic = TestingTopic.create("inserts");
        TestingTable table = TestingTable.create("inserts", "id");
        for (int i = 0; i < 30; i++) {
            topic.send("k" + i % 3, "{\"text\": \"%d\"}".formatted(i));
        }

        // When
        TestingConnect.shared()
                .run("inserts", Configs.json("inserts", Map.of("hash.key.source", "key", "write.mode", "insert")));
        topic.awaitCommitted("inserts", 30);

        // Then
        assertThat(table.itemsBy("text")).containsOnlyKeys("0", "1", "2");
    }
}
