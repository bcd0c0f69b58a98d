package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records as other converters give them; schemaless JSON is in most other tests, Avro in {@link ImagesConnectorIT}. */
@OnConnect
final class ConvertersIT {
    private final TestingConnect connect = TestingConnect.shared();

    @Test
    void keepsTheLogicalTypesOfJsonWithASchema() {
        // Given
        TestingTopic topic = TestingTopic.create("typed");
        TestingTable table = TestingTable.create("typed", "id");
        Map<String, String> config = new HashMap<>(Configs.json("typed", Map.of()));
        config.put("value.converter.schemas.enable", "true");
        connect.run("typed", config);

        // When
        topic.send("k", """
                {"schema": {"type": "struct", "fields": [
                    {"field": "id", "type": "string"},
                    {"field": "at", "type": "int64", "name": "org.apache.kafka.connect.data.Timestamp", "version": 1},
                    {"field": "raw", "type": "bytes"},
                    {"field": "ratio", "type": "double", "optional": true}]},
                 "payload": {"id": "a", "at": 1000, "raw": "AQI=", "ratio": null}}""");
        topic.awaitCommitted("typed", 1);

        // Then
        assertThat(table.itemsBy("id").get("a"))
                .containsEntry("at", AttributeValue.fromS("1970-01-01T00:00:01.000Z"))
                .doesNotContainKey("ratio")
                .hasEntrySatisfying(
                        "raw", raw -> assertThat(raw.b().asByteArray()).containsExactly(1, 2));
    }

    @Test
    void keepsPlainTextUnderTheAttributeThatIsNamedForIt() {
        // Given
        TestingTopic topic = TestingTopic.create("plain");
        TestingTable table = TestingTable.create("plain", "id");
        Map<String, String> config =
                new HashMap<>(Configs.json("plain", Map.of("hash.key.source", "key", "value.attribute", "line")));
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.remove("value.converter.schemas.enable");
        connect.run("plain", config);

        // When
        topic.send("a", "as it is");
        topic.awaitCommitted("plain", 1);

        // Then
        assertThat(table.itemsBy("id").get("a")).containsEntry("line", AttributeValue.fromS("as it is"));
    }
}
