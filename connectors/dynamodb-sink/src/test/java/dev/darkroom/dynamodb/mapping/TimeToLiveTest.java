package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.item;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
final class TimeToLiveTest {
    @Test
    void countsFromTheRecordsTimestamp() {
        // When, Then
        assertThat(item(mapper("ttl.attribute", "expires", "ttl.seconds", "60"), record(fields("id", "i"))))
                .containsEntry("expires", number(1_700_000_060));
    }

    static Stream<Arguments> timesAndTheirSeconds() {
        return Stream.of(
                Arguments.of(Timestamp.SCHEMA, new Date(1_999), 1),
                Arguments.of(null, new Date(1_999), 1),
                Arguments.of(org.apache.kafka.connect.data.Date.SCHEMA, new Date(86_400_000), 86_400),
                Arguments.of(Schema.INT64_SCHEMA, 1_700_000_000_999L, 1_700_000_000),
                Arguments.of(Schema.INT64_SCHEMA, 1_700_000_000L, 1_700_000_000),
                Arguments.of(Schema.INT32_SCHEMA, 5_000, 5_000),
                Arguments.of(Schema.INT64_SCHEMA, -1L, -1),
                Arguments.of(Schema.STRING_SCHEMA, "2023-11-14T22:13:20Z", 1_700_000_000),
                Arguments.of(Schema.STRING_SCHEMA, "2023-11-14T23:13:20.999+01:00", 1_700_000_000),
                Arguments.of(Schema.STRING_SCHEMA, "1970-01-02", 86_400));
    }

    @ParameterizedTest
    @MethodSource("timesAndTheirSeconds")
    void countsFromAFieldOrAHeader(@Nullable Schema schema, Object time, long expected) {
        // Given
        SinkRecord record = record(schema == null ? fields("id", "i", "at", time) : struct(schema, time));
        record.headers().add("at", time, schema);

        // When, Then
        for (String source : new String[] {"value.at", "header.at"}) {
            assertThat(item(mapper("ttl.attribute", "expires", "ttl.source", source), record))
                    .containsEntry("expires", number(expected));
            assertThat(item(mapper("ttl.attribute", "expires", "ttl.source", source, "ttl.seconds", "10"), record))
                    .containsEntry("expires", number(expected + 10));
        }
    }

    private static Struct struct(Schema schema, Object time) {
        Schema struct = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("at", schema)
                .build();
        return new Struct(struct).put("id", "i").put("at", time);
    }

    @Test
    void takesThePlaceOfAFieldOfItsName() {
        // When
        Map<String, AttributeValue> item = item(
                mapper("ttl.attribute", "at", "ttl.source", "value.at"), record(fields("id", "i", "at", "1970-01-02")));

        // Then
        assertThat(item).containsEntry("at", number(86_400));
    }

    @Test
    void leavesOutTheAttributeOfARecordWithoutATime() {
        // When, Then
        for (String source : new String[] {"value.at", "header.at"}) {
            assertThat(item(mapper("ttl.attribute", "expires", "ttl.source", source), record(fields("id", "i"))))
                    .doesNotContainKey("expires");
        }
    }

    static Stream<Arguments> whatIsNoTime() {
        return Stream.of(
                Arguments.of(null, "tomorrow"),
                Arguments.of(null, "2023-11-14T22:13:20"),
                Arguments.of(null, ""),
                Arguments.of(null, 1.5),
                Arguments.of(null, true),
                Arguments.of(Time.SCHEMA, new Date(1)));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoTime")
    void refusesWhatIsNoTimeAndDoesNotRepeatIt(@Nullable Schema schema, Object value) {
        // Given
        RecordMapper mapper = mapper("ttl.attribute", "expires", "ttl.source", "value.at");
        SinkRecord record = record(schema == null ? fields("id", "i", "at", value) : struct(schema, value));

        // When, Then
        assertThatThrownBy(() -> mapper.map(record))
                .isInstanceOf(BadRecordException.class)
                .hasNoCause()
                .hasMessageContaining("value.at")
                .hasMessageContaining("ISO-8601")
                .hasMessageNotContaining("tomorrow");
    }

    @Test
    void refusesATimeBeyondWhatANumberHolds() {
        // Given
        RecordMapper mapper = mapper("ttl.attribute", "expires", "ttl.seconds", "" + Long.MAX_VALUE);

        // When, Then
        assertThatThrownBy(() -> mapper.map(record(fields("id", "i"))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("ttl.seconds");
    }

    @Test
    void isNamedForWhoeverSwitchesItOn() {
        // When, Then
        assertThat(settings("ttl.attribute", "expires").timeToLiveAttribute()).contains("expires");
        assertThat(settings().timeToLiveAttribute()).isEmpty();
    }
}
