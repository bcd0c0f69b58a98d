package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables and keys that records name by what is in them. */
@OnConnect
final class RoutingIT {
    @Test
    void writesToTheTableAndUnderTheKeysThatTemplatesMake() {
        // Given
        TestingTopic topic = TestingTopic.create("orders");
        TestingTable north = TestingTable.create("orders-north", "pk", "sk");
        TestingTable south = TestingTable.create("orders-south", "pk", "sk");
        TestingConnect.shared()
                .run(
                        "orders",
                        Configs.json(
                                "orders",
                                Map.of(
                                        "table.name", "${topic}-${value.region}",
                                        "hash.key.attribute", "pk",
                                        "hash.key.source", "CUSTOMER#${value.customer.id}",
                                        "sort.key.attribute", "sk",
                                        "sort.key.source", "ORDER#${key}")));

        // When
        topic.send("1", "{\"region\": \"north\", \"customer\": {\"id\": 7}}");
        topic.send("2", "{\"region\": \"south\", \"customer\": {\"id\": 7}}");
        topic.awaitCommitted("orders", 2);

        // Then
        assertThat(north.itemsBy("sk")).containsOnlyKeys("ORDER#1");
        assertThat(south.itemsBy("sk").get("ORDER#2")).containsEntry("pk", AttributeValue.fromS("CUSTOMER#7"));
    }
}
