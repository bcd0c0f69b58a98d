package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnConnect
final class PutIT {
    private final TestingConnect connect = TestingConnect.shared();

    @Test
    void writesEachRecordAsAnItemAndThenCommits() {
        // Given
        TestingTopic topic = TestingTopic.create("puts");
        TestingTable table = TestingTable.create("puts", "id");
        connect.run("puts", Configs.json("puts", Map.of()));

        // When
        for (int i = 0; i < 60; i++) {
            topic.send("k", "{\"id\": \"i%02d\", \"n\": %d.50, \"tags\": [\"a\", null], \"no\": null}".formatted(i, i));
        }
        topic.awaitCommitted("puts", 60);

        // Then
        assertThat(table.itemsBy("id")).hasSize(60);
        assertThat(table.itemsBy("id").get("i07"))
                .isEqualTo(Map.of(
                        "id", AttributeValue.fromS("i07"),
                        "n", AttributeValue.fromN("7.5"),
                        "tags",
                                AttributeValue.fromL(
                                        List.of(AttributeValue.fromS("a"), AttributeValue.fromNul(true)))));
    }

    @Test
    void routesByTopicAndKeysByHashAndSort() {
        // Given
        TestingTopic topic = TestingTopic.create("pairs");
        TestingTable table = TestingTable.create("prod.pairs", "id", "part");
        connect.run(
                "pairs",
                Configs.json(
                        "pairs",
                        Map.of("table.name", "prod.${topic}", "sort.key.attribute", "part", "hash.key.source", "key")));

        // When: ("a", "b") is not ("b", "a")
        topic.send("a", "{\"part\": \"b\", \"text\": \"first\"}");
        topic.send("b", "{\"part\": \"a\", \"text\": \"second\"}");
        topic.send("a", "{\"part\": \"b\", \"text\": \"third\"}");

        // Then
        await().untilAsserted(() -> assertThat(table.itemsBy("text")).containsOnlyKeys("second", "third"));
    }

    @Test
    void failsTheTaskAndNamesTheTableThatIsMissing() {
        // Given
        TestingTopic topic = TestingTopic.create("nowhere");
        connect.run("nowhere", Configs.json("nowhere", Map.of("preflight", "false")));

        // When
        topic.send("k", "{\"id\": \"1\"}");

        // Then
        await().untilAsserted(() ->
                assertThat(connect.task("nowhere").path("trace").asText()).contains("table nowhere", "table.name"));
    }
}
