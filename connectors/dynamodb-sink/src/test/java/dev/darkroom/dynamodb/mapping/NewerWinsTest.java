package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.TIME;
import static dev.darkroom.dynamodb.mapping.Mapping.bytes;
import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static dev.darkroom.dynamodb.mapping.Mapping.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
final class NewerWinsTest {
    static Stream<Arguments> versionsAndTheirAttributes() {
        return Stream.of(
                Arguments.of("record.offset", "record_offset", number(42)),
                Arguments.of("record.timestamp", "record_timestamp", number(TIME)),
                Arguments.of("value.updatedAt", "updated_at", text("1970-01-01T00:00:00.007Z")),
                Arguments.of("value.rev", "revision", number(5)),
                Arguments.of("value.bytes", "bytes", bytes(1)),
                Arguments.of("header.version", "version", number(6)));
    }

    @ParameterizedTest
    @MethodSource("versionsAndTheirAttributes")
    void guardsAndStoresTheVersionInTheAttributeOfItsOwn(String by, String attribute, AttributeValue expected) {
        // Given
        RecordMapper mapper =
                mapper("newer.wins.by", by, "attribute.names", "snake_case", "fields.rename", "rev:revision");
        SinkRecord record = record(fields("id", "i", "updatedAt", new Date(7), "rev", 5, "bytes", new byte[] {1}));
        record.headers().addInt("version", 6);

        // When
        Write write = write(mapper, record);

        // Then
        assertThat(write.guard()).isEqualTo(new Guard.Newer(attribute, expected));
        assertThat(((Change.Put) write.change()).item()).containsEntry(attribute, expected);
    }

    @Test
    void storesTheVersionWhereItIsToldAndEvenThatOfAnExcludedField() {
        // When
        Write write = write(
                mapper("newer.wins.by", "value.meta.rev", "newer.wins.attribute", "v", "fields.exclude", "meta"),
                record(fields("id", "i", "meta", fields("rev", 5))));

        // Then
        assertThat(write.guard()).isEqualTo(new Guard.Newer("v", number(5)));
        assertThat(((Change.Put) write.change()).item())
                .containsOnlyKeys("id", "v")
                .containsEntry("v", number(5));
    }

    @ParameterizedTest
    @CsvSource({"put, false", "insert, true"})
    void guardsAnInsertAndNoPutWithoutAVersion(String mode, boolean isGuarded) {
        // When
        Write write = write(mapper("write.mode", mode), record(fields("id", "i")));

        // Then
        assertThat(write.guard()).isEqualTo(isGuarded ? Guard.ABSENT : Guard.NONE);
    }

    static Stream<Arguments> whatIsNoVersion() {
        return Stream.of(
                Arguments.of(null, "no version at value.rev"),
                Arguments.of(true, "BOOL at value.rev"),
                Arguments.of(List.of(), "L at value.rev"),
                Arguments.of(Double.NaN, "value.rev"));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoVersion")
    void refusesWhatHasNoOrder(@Nullable Object version, String problem) {
        // Given
        RecordMapper mapper = mapper("newer.wins.by", "value.rev", "unsupported.numbers", "text");

        // When, Then
        assertThatThrownBy(() -> mapper.map(record(fields("id", "i", "rev", version))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesARecordWithoutTheTimestampItGoesBy() {
        // Given
        SinkRecord record = new SinkRecord("orders", 0, null, null, null, fields("id", 1), 0);

        // When, Then
        assertThatThrownBy(() -> mapper("newer.wins.by", "record.timestamp").map(record))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("no version at record.timestamp")
                .hasMessageContaining("newer.wins.by");
    }
}
