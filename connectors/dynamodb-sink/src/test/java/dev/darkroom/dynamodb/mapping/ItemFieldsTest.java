package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.bytes;
import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.item;
import static dev.darkroom.dynamodb.mapping.Mapping.list;
import static dev.darkroom.dynamodb.mapping.Mapping.map;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ItemFieldsTest {
    private static final Schema INNER =
            SchemaBuilder.struct().field("cO", Schema.INT32_SCHEMA).build();
    private static final Schema OUTER = SchemaBuilder.struct()
            .field("imageId", Schema.STRING_SCHEMA)
            .field("bArr", SchemaBuilder.array(INNER))
            .field("byName", SchemaBuilder.map(Schema.STRING_SCHEMA, INNER))
            .build();

    /** The same record as a struct and as a map without schema. */
    static Stream<SinkRecord> structAndMap() {
        Struct inner = new Struct(INNER).put("cO", 1);
        return Stream.of(
                record(new Struct(OUTER)
                        .put("imageId", "i")
                        .put("bArr", List.of(inner))
                        .put("byName", Map.of("aKey", inner))),
                record(fields(
                        "imageId", "i", "bArr", List.of(fields("cO", 1)), "byName", Map.of("aKey", fields("cO", 1)))));
    }

    @ParameterizedTest
    @MethodSource("structAndMap")
    void keepsNamesAsTheyAre(SinkRecord record) {
        // When
        Map<String, AttributeValue> item = item(mapper("hash.key.source", "key"), record);

        // Then
        AttributeValue inner = map(Map.of("cO", number(1)));
        assertThat(item)
                .isEqualTo(Map.of(
                        "id",
                        text("k"),
                        "imageId",
                        text("i"),
                        "bArr",
                        list(inner),
                        "byName",
                        map(Map.of("aKey", inner))));
    }

    @ParameterizedTest
    @MethodSource("structAndMap")
    void namesAttributesInSnakeCaseAtEveryLevelButNotKeysOfMapsWithSchema(SinkRecord record) {
        // When
        Map<String, AttributeValue> item =
                item(mapper("hash.key.source", "key", "attribute.names", "snake_case"), record);

        // Then
        AttributeValue inner = map(Map.of("c_o", number(1)));
        String key = record.valueSchema() == null ? "a_key" : "aKey";
        assertThat(item)
                .isEqualTo(Map.of(
                        "id",
                        text("k"),
                        "image_id",
                        text("i"),
                        "b_arr",
                        list(inner),
                        "by_name",
                        map(Map.of(key, inner))));
    }

    @Test
    void keepsTheKeysOfAMapWithSchemaEvenAtTheTopAndThoseOfOneWithoutBesideIt() {
        // Given
        RecordMapper mapper = mapper("hash.key.source", "key", "attribute.names", "snake_case");
        Schema schema =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build();

        // When, Then
        assertThat(item(mapper, record(null, "k", schema, Map.of("aB", 1)))).containsKey("aB");
        assertThat(item(mapper, record(null, "k", null, Map.of("aB", 1)))).containsKey("a_b");
        assertThat(item(mapper, record(null, "k", schema, Map.of("aB", 1)))).containsKey("aB");
    }

    @ParameterizedTest
    @CsvSource({
        "imageId, '', 'id,imageId'",
        "'imageId,byName', '', 'id,imageId,byName'",
        "'', imageId, 'id,bArr,byName'",
        "'imageId,byName', 'bArr', 'id,imageId,byName'",
        "nothing, '', id"
    })
    void takesTheFieldsIncludedAndNoneExcluded(String include, String exclude, String expected) {
        // Given
        RecordMapper mapper = mapper("hash.key.source", "key", "fields.include", include, "fields.exclude", exclude);

        // When, Then
        assertThat(structAndMap().toList())
                .allSatisfy(record ->
                        assertThat(item(mapper, record).keySet()).containsExactlyInAnyOrder(expected.split(",", -1)));
    }

    @ParameterizedTest
    @MethodSource("structAndMap")
    void renamesFieldsAndLeavesTheNewNamesAlone(SinkRecord record) {
        // When
        Map<String, AttributeValue> item = item(
                mapper(
                        "hash.key.attribute", "imageId",
                        "fields.rename", "imageId:theID, byName:theNames",
                        "attribute.names", "snake_case",
                        "fields.exclude", "bArr"),
                record);

        // Then
        assertThat(item.keySet()).containsExactlyInAnyOrder("imageId", "theID", "theNames");
    }

    static Stream<Arguments> fieldsOfOneAttribute() {
        return Stream.of(
                Arguments.of("attribute.names", "snake_case", "imageId", "image_id"),
                Arguments.of("fields.rename", "a:b", "a", "b"));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfOneAttribute")
    void refusesARecordOfWhichTwoFieldsBecomeOneAttribute(String option, String value, String one, String other) {
        // Given
        RecordMapper mapper = mapper("hash.key.source", "key", option, value);
        Schema schema = SchemaBuilder.struct()
                .field(one, Schema.OPTIONAL_INT32_SCHEMA)
                .field(other, Schema.OPTIONAL_INT32_SCHEMA)
                .build();

        // When, Then
        for (SinkRecord record : List.of(record(new Struct(schema)), record(fields(one, 1, other, 2)))) {
            assertThatThrownBy(() -> mapper.map(record))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("the fields " + one + " and " + other)
                    .hasMessageContaining("the attribute " + other)
                    .hasMessageContaining("fields.rename");
        }
    }

    @Test
    void refusesTwoSuchFieldsInsideToo() {
        // Given
        RecordMapper mapper = mapper("hash.key.source", "key", "attribute.names", "snake_case");

        // When, Then
        assertThatThrownBy(() -> mapper.map(record(fields("x", fields("aB", 1, "a_b", 2)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("x: ")
                .hasMessageContaining("a_b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "7", "true"})
    void putsAValueThatIsNoMapIntoItsAttribute(String value) {
        // When
        Map<String, AttributeValue> item =
                item(mapper("hash.key.source", "key", "value.attribute", "body"), record(value));

        // Then
        assertThat(item).isEqualTo(Map.of("id", text("k"), "body", text(value)));
    }

    @Test
    void refusesAValueThatIsNoMapWithoutSuchAnAttribute() {
        // When, Then
        assertThatThrownBy(() -> mapper("hash.key.source", "key").map(record("text")))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("value.attribute")
                .hasMessageContaining("value.converter");
    }

    @Test
    void refusesAFieldWithoutAName() {
        // When, Then
        for (Object nested : List.of(fields("", 1), List.of(fields("", 1)))) {
            assertThatThrownBy(() -> mapper().map(record(fields("id", "k", "deep", nested))))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("no name");
        }
        assertThatThrownBy(() -> mapper().map(record(fields("id", "k", "", 1))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("no name");
    }

    @Test
    void addsPartsOfTheRecordAndLeavesOutWhatItLacks() {
        // Given
        RecordMapper mapper = mapper(
                "record.attributes",
                "topic:t, original.topic:source_topic, partition:p,offset:o,timestamp:at,header.h:h,header.none:none,"
                        + "key:k,key.none:none2,value.a.b:ab",
                "nulls",
                "null");
        SinkRecord record = record(fields("id", "i", "a", fields("b", 1)));
        record.headers().addInt("h", 9);

        // When
        Map<String, AttributeValue> item = item(mapper, record);

        // Then
        assertThat(item)
                .containsAllEntriesOf(Map.of(
                        "t", text("orders"),
                        "source_topic", text("raw-orders"),
                        "p", number(3),
                        "o", number(42),
                        "at", text("2023-11-14T22:13:20.123Z"),
                        "h", number(9),
                        "k", text("k"),
                        "ab", number(1)))
                .doesNotContainKeys("none", "none2");
    }

    static Stream<Arguments> arraysAndTheirSets() {
        return Stream.of(
                Arguments.of(List.of("b", "a", "b"), AttributeValue.fromSs(List.of("b", "a"))),
                Arguments.of(List.of(1, 1.0, 2.5), AttributeValue.fromNs(List.of("1", "2.5"))),
                Arguments.of(
                        List.of(new byte[] {1}, new byte[] {1}),
                        AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1})))),
                Arguments.of(List.of(""), AttributeValue.fromSs(List.of(""))));
    }

    @ParameterizedTest
    @MethodSource("arraysAndTheirSets")
    void makesSetsOfTheArraysNamed(List<?> array, AttributeValue expected) {
        // When
        Map<String, AttributeValue> item = item(
                mapper("set.fields", "tags", "fields.rename", "theTags:tags"),
                record(fields("id", "i", "theTags", array)));

        // Then
        assertThat(item).containsEntry("tags", expected);
    }

    @Test
    void makesSetsOfArraysWithSchema() {
        // Given
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("days", SchemaBuilder.array(org.apache.kafka.connect.data.Date.SCHEMA))
                .build();
        Struct struct = new Struct(schema).put("id", "i").put("days", List.of(day(1), day(0), day(1)));

        // When, Then
        assertThat(item(mapper("set.fields", "days"), record(struct)))
                .containsEntry("days", AttributeValue.fromSs(List.of("1970-01-02", "1970-01-01")));
    }

    @SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
    private static java.util.Date day(long day) {
        return new java.util.Date(day * 86_400_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"omit", "null"})
    void leavesAnEmptySetOut(String nulls) {
        // When, Then
        assertThat(item(mapper("set.fields", "tags", "nulls", nulls), record(fields("id", "i", "tags", List.of()))))
                .isEqualTo(Map.of("id", text("i")));
    }

    static Stream<Arguments> whatIsNoSet() {
        return Stream.of(
                Arguments.of(Arrays.asList("a", null), "no nulls"),
                Arguments.of(List.of("a", 1), "S and N"),
                Arguments.of(List.of(true), "BOOL"),
                Arguments.of(List.of(List.of()), "L"),
                Arguments.of("a", "String"));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoSet")
    void refusesWhatCannotBeASet(Object value, String problem) {
        // When, Then
        assertThatThrownBy(() -> mapper("set.fields", "tags").map(record(fields("id", "i", "tags", value))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("tags: ")
                .hasMessageContaining(problem);
    }

    @Test
    void forgetsNoSchemaForAnother() {
        // Given: more schemas than it remembers, each with a field of its own
        RecordMapper mapper = mapper("hash.key.source", "key", "attribute.names", "snake_case");

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_500; i++) {
                Schema schema = SchemaBuilder.struct()
                        .field("fieldNo" + i, Schema.INT32_SCHEMA)
                        .build();

                // When
                Map<String, AttributeValue> item = item(mapper, record(new Struct(schema).put("fieldNo" + i, i)));

                // Then
                assertThat(item).isEqualTo(Map.of("id", text("k"), "field_no" + i, number(i)));
            }
        }
        assertThat(item(mapper, record(fields("bytes", new byte[] {1})))).containsEntry("bytes", bytes(1));
    }
}
