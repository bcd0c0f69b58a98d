package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.Records.record;
import static dev.darkroom.dynamodb.Records.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class RecordMapperTest {
    @Test
    void takesKeyAttributesFromKeyAndValueAndTheTableFromTheTopic() {
        // Given
        Schema keySchema =
                SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
        Schema where = SchemaBuilder.struct().field("page", Schema.INT32_SCHEMA).build();
        Schema valueSchema = SchemaBuilder.struct().field("where", where).build();
        SinkRecord record = new SinkRecord(
                "images",
                3,
                keySchema,
                new Struct(keySchema).put("id", "i1"),
                valueSchema,
                new Struct(valueSchema).put("where", new Struct(where).put("page", 7)),
                9);
        RecordMapper mapper = mapper(Map.of(
                "table.name", "prod.${topic}",
                "hash.key.source", "key.id",
                "sort.key.attribute", "page",
                "sort.key.source", "value.where.page"));

        // When
        Write write = mapper.map(record).orElseThrow();

        // Then
        AttributeValue page = AttributeValue.fromN("7");
        assertThat(write.key())
                .isEqualTo(new ItemKey("prod.images", Map.of("id", AttributeValue.fromS("i1"), "page", page)));
        assertThat(write.change())
                .isEqualTo(new Change.Put(Map.of(
                        "id", AttributeValue.fromS("i1"),
                        "page", page,
                        "where", AttributeValue.fromM(Map.of("page", page)))));
    }

    @Test
    void letsTheKeyWinOverAFieldOfTheSameName() {
        // When
        Write write = mapper(Map.of("hash.key.source", "key"))
                .map(record(0, "right", value("id", "wrong")))
                .orElseThrow();

        // Then
        assertThat(write.change()).isEqualTo(new Change.Put(Map.of("id", AttributeValue.fromS("right"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {409_600 - 4, 409_600 - 3})
    void refusesAnItemOverTheLimitByOneByte(int textBytes) {
        // Given: "id" + "x" + 1 byte of key + the text
        RecordMapper mapper = mapper(Map.of());
        SinkRecord record = record(0, null, value("id", "k", "x", "a".repeat(textBytes)));
        boolean fits = textBytes + 4 <= 409_600;

        // When, Then
        if (fits) {
            assertThat(mapper.map(record)).isPresent();
        } else {
            assertThatThrownBy(() -> mapper.map(record))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("409601 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1 to 2048", "2049, 1 to 2048"})
    void refusesAHashKeyOfAnIllegalLength(int length, String limits) {
        // When, Then
        assertThatThrownBy(() -> mapper(Map.of()).map(record(0, null, value("id", "k".repeat(length)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(limits)
                .hasMessageContaining("value.id");
    }

    @Test
    void refusesAKeyThatIsNotTextNumberOrBytes() {
        // When, Then
        assertThatThrownBy(() -> mapper(Map.of()).map(record(0, null, value("id", true))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("BOOL at value.id");
    }

    @Test
    void refusesARecordWithoutItsKeyField() {
        // When, Then
        assertThatThrownBy(() -> mapper(Map.of()).map(record(0, null, value("other", 1))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("value.id");
    }

    @Test
    void ignoresDeletesOrRefusesATombstoneAsTold() {
        // Given
        SinkRecord tombstone = record(0, "k", null);

        // When
        Optional<Write> ignored = mapper(Map.of("tombstones", "ignore")).map(tombstone);
        Optional<Write> deleted =
                mapper(Map.of("tombstones", "DELETE", "hash.key.source", "key")).map(tombstone);

        // Then
        assertThat(ignored).isEmpty();
        assertThat(deleted.orElseThrow().change())
                .isEqualTo(new Change.Delete(Map.of("id", AttributeValue.fromS("k"))));
        assertThatThrownBy(() -> mapper(Map.of()).map(tombstone))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("tombstones");
    }

    @Test
    void namesNoValueInItsErrors() {
        // When, Then
        assertThatThrownBy(() ->
                        mapper(Map.of()).map(record(0, null, value("id", "k", "n", Map.of("secret", Double.NaN)))))
                .hasMessageStartingWith("n.secret: ")
                .hasMessageNotContaining("id=k");
    }

    private static RecordMapper mapper(Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(options);
        properties.put("hash.key.attribute", "id");
        SinkConfig config = SinkConfig.from(properties);
        return new RecordMapper(config.table(), config.keys(), config.writes().tombstones());
    }
}
