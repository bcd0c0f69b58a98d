package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.map;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static dev.darkroom.dynamodb.mapping.Mapping.update;
import static dev.darkroom.dynamodb.mapping.Mapping.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class UpdatesTest {
    private static final Map<String, AttributeValue> KEY = Map.of("id", text("i"));

    @Test
    void setsEveryPresentAttributeButTheKey() {
        // When
        Write write = write(mapper("write.mode", "update"), record(fields("id", "i", "a", 1, "b", "x")));

        // Then
        assertThat(write.change())
                .isEqualTo(new Change.Update(KEY, Map.of("a", number(1), "b", text("x")), Map.of(), Set.of()));
        assertThat(write.guard()).isEqualTo(Guard.NONE);
    }

    @Test
    void setsVersionTimeToLiveAndRecordAttributesToo() {
        // When
        Write write = write(
                mapper(
                        "write.mode", "update",
                        "newer.wins.by", "record.offset",
                        "ttl.attribute", "expires",
                        "ttl.seconds", "10",
                        "record.attributes", "partition:p"),
                record(fields("id", "i")));

        // Then
        assertThat(write.guard()).isEqualTo(new Guard.Newer("record_offset", number(42)));
        assertThat(((Change.Update) write.change()).set())
                .isEqualTo(Map.of("record_offset", number(42), "expires", number(1_700_000_010), "p", number(3)));
    }

    @Test
    void addsNumbersAndSetsWhereToldTo() {
        // When
        Change.Update update = update(
                mapper("write.mode", "update", "update.add.fields", "count,tags,absent", "set.fields", "tags"),
                record(fields("id", "i", "count", 2, "tags", List.of("a"), "b", 3)));

        // Then
        assertThat(update)
                .isEqualTo(new Change.Update(
                        KEY,
                        Map.of("b", number(3)),
                        Map.of("count", number(2), "tags", AttributeValue.fromSs(List.of("a"))),
                        Set.of()));
    }

    static Stream<Object> whatCannotBeAdded() {
        return Stream.of("text", List.of("a"), Map.of(), true);
    }

    @ParameterizedTest
    @MethodSource("whatCannotBeAdded")
    void refusesToAddWhatIsNeitherNumberNorSet(Object value) {
        // Given
        RecordMapper mapper = mapper("write.mode", "update", "update.add.fields", "count");

        // When, Then
        assertThatThrownBy(() -> mapper.map(record(fields("id", "i", "count", value))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("count: ")
                .hasMessageContaining("update.add.fields");
    }

    static Stream<SinkRecord> withNulls() {
        Schema inner =
                SchemaBuilder.struct().field("c", Schema.OPTIONAL_INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("a", Schema.OPTIONAL_INT32_SCHEMA)
                .field("b", inner)
                .field("count", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        return Stream.of(
                record(new Struct(schema).put("id", "i").put("b", new Struct(inner))),
                record(fields("id", "i", "a", null, "b", fields("c", null), "count", null)));
    }

    @ParameterizedTest
    @MethodSource("withNulls")
    void leavesTheAttributeOfANullAsItIs(SinkRecord record) {
        // When, Then
        assertThat(update(mapper("write.mode", "update", "update.add.fields", "count"), record))
                .isEqualTo(new Change.Update(KEY, Map.of("b", map(Map.of())), Map.of(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("withNulls")
    void setsTheAttributeOfANullToNullAndAddsNone(SinkRecord record) {
        // Given
        AttributeValue none = AttributeValue.fromNul(true);

        // When, Then
        assertThat(update(mapper("write.mode", "update", "nulls", "null", "update.add.fields", "count"), record))
                .isEqualTo(new Change.Update(KEY, Map.of("a", none, "b", map(Map.of("c", none))), Map.of(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("withNulls")
    void removesTheAttributeOfANull(SinkRecord record) {
        // When, Then
        assertThat(update(mapper("write.mode", "update", "nulls", "remove", "update.add.fields", "count"), record))
                .isEqualTo(new Change.Update(KEY, Map.of("b", map(Map.of())), Map.of(), Set.of("a", "count")));
    }

    @Test
    void removesASetThatBecameEmptyAndNothingItSets() {
        // Given: nulls at the key, the version and the time to live, which come from elsewhere
        RecordMapper mapper = mapper(
                "hash.key.source", "'i'",
                "write.mode", "update",
                "nulls", "remove",
                "set.fields", "tags",
                "newer.wins.by", "record.offset",
                "ttl.attribute", "expires");

        // When
        Change.Update update =
                update(mapper, record(fields("id", null, "tags", List.of(), "record_offset", null, "expires", null)));

        // Then
        assertThat(update.remove()).isEqualTo(Set.of("tags"));
        assertThat(update.set()).containsOnlyKeys("record_offset", "expires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "insert"})
    void isNoPut(String mode) {
        // When, Then
        assertThat(write(mapper("write.mode", mode), record(fields("id", "i", "a", 1)))
                        .change())
                .isEqualTo(new Change.Put(Map.of("id", text("i"), "a", number(1))));
    }
}
