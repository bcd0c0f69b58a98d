package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.TIME;
import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
final class ReferenceTest {
    static Stream<Arguments> referencesAndWhatIsThere() {
        return Stream.of(
                Arguments.of("key", fields("a", "of key")),
                Arguments.of("key.a", "of key"),
                Arguments.of("value.a.b", "of value"),
                Arguments.of("header.trace", "second"),
                Arguments.of("header.a.b", "dots belong to the header's name"),
                Arguments.of("topic", "orders"),
                Arguments.of("original.topic", "raw-orders"),
                Arguments.of("partition", 3),
                Arguments.of("offset", 42L),
                Arguments.of("timestamp", new Date(TIME)),
                Arguments.of("value.a.c", null),
                Arguments.of("value.b.c", null),
                Arguments.of("value.a.b.c", null),
                Arguments.of("header.none", null));
    }

    @ParameterizedTest
    @MethodSource("referencesAndWhatIsThere")
    void findsAPartOfTheRecordAsItWasConsumed(String reference, @Nullable Object expected) {
        // Given
        SinkRecord record = record(fields("a", "of key"), fields("a", Map.of("b", "of value")));
        record.headers()
                .addString("trace", "first")
                .addString("trace", "second")
                .addString("a.b", "dots belong to the header's name");

        // When
        Object found = Reference.parse(reference).of(record).value();

        // Then
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void followsPathsThroughStructsAndMapsWithTheirSchemas() {
        // Given
        Schema inner = SchemaBuilder.struct()
                .field("at", Timestamp.SCHEMA)
                .field("lane", SchemaBuilder.string().optional().defaultValue("bulk"))
                .field("attempts", SchemaBuilder.int32().defaultValue(1))
                .build();
        Schema byName = SchemaBuilder.map(Schema.STRING_SCHEMA, inner).build();
        Schema outer = SchemaBuilder.struct().field("by_name", byName).build();
        Struct struct = new Struct(outer)
                .put(
                        "by_name",
                        Map.of("x", new Struct(inner).put("at", new Date(7)).put("lane", null)));

        // When
        List<SchemaAndValue> found = Stream.of("at", "lane", "attempts", "none")
                .map(name -> Reference.parse("value.by_name.x." + name).of(record(struct)))
                .toList();

        // Then: an optional field's null stays one, a required field's default stands in
        assertThat(found)
                .containsExactly(
                        new SchemaAndValue(Timestamp.SCHEMA, new Date(7)),
                        new SchemaAndValue(inner.field("lane").schema(), null),
                        new SchemaAndValue(inner.field("attempts").schema(), 1),
                        SchemaAndValue.NULL);
    }

    @Test
    void findsNoTimestampWhereTheRecordHasNone() {
        // When
        SchemaAndValue found = Reference.parse("timestamp").of(new SinkRecord("orders", 0, null, null, null, null, 0));

        // Then
        assertThat(found).isEqualTo(SchemaAndValue.NULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                "key.a.b",
                "value.a",
                "header.a.b",
                "topic",
                "original.topic",
                "partition",
                "offset",
                "timestamp"
            })
    void isWrittenAsItIsRead(String text) {
        // When
        Reference reference = Reference.parse(text);

        // Then
        assertThat(reference).hasToString(text);
        assertThat(reference.isOfValue()).isEqualTo(text.startsWith("value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "value", "value.", "value..a", "key.", "header.", "Topic", "original.offset", "customer"})
    void isNoneOfOtherForms(String text) {
        // When, Then
        assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
