package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.item;
import static dev.darkroom.dynamodb.mapping.Mapping.map;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.number;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static dev.darkroom.dynamodb.mapping.Mapping.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class RecordMapperTest {
    @Test
    void makesAPutOfKeyValueAndTopic() {
        // Given
        Schema keySchema =
                SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
        Schema where = SchemaBuilder.struct().field("page", Schema.INT32_SCHEMA).build();
        Schema valueSchema = SchemaBuilder.struct().field("where", where).build();
        SinkRecord record = record(
                new Struct(keySchema).put("id", "i1"),
                new Struct(valueSchema).put("where", new Struct(where).put("page", 7)));
        RecordMapper mapper = mapper(
                "table.name", "prod.${topic}",
                "hash.key.source", "key.id",
                "sort.key.attribute", "page",
                "sort.key.source", "value.where.page");

        // When
        Write write = write(mapper, record);

        // Then
        assertThat(write.record()).isSameAs(record);
        assertThat(write.key()).isEqualTo(new ItemKey("prod.orders", Map.of("id", text("i1"), "page", number(7))));
        assertThat(write.change())
                .isEqualTo(new Change.Put(
                        Map.of("id", text("i1"), "page", number(7), "where", map(Map.of("page", number(7))))));
        assertThat(write.offload()).isEmpty();
    }

    @Test
    void refusesATombstoneUnlessTold() {
        // When, Then
        assertThatThrownBy(() -> mapper().map(record(null)))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("tombstones");
    }

    @Test
    void ignoresATombstone() {
        // When, Then
        assertThat(mapper("tombstones", "ignore").map(record(null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "insert", "update"})
    void deletesTheItemOfATombstonesKey(String mode) {
        // When
        Write write =
                write(mapper("tombstones", "DELETE", "hash.key.source", "key", "write.mode", mode), record("k", null));

        // Then
        assertThat(write.change()).isEqualTo(new Change.Delete(Map.of("id", text("k"))));
        assertThat(write.key()).isEqualTo(new ItemKey("orders", Map.of("id", text("k"))));
        assertThat(write.guard()).isEqualTo(Guard.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "update"})
    void deletesNoNewerItem(String mode) {
        // When
        Write write = write(
                mapper(
                        "tombstones", "delete",
                        "hash.key.source", "original.topic",
                        "write.mode", mode,
                        "newer.wins.by", "record.offset"),
                record(null));

        // Then
        assertThat(write.guard()).isEqualTo(new Guard.Newer("record_offset", number(42)));
    }

    @Test
    void refusesATombstoneWithoutKey() {
        // When, Then
        assertThatThrownBy(() ->
                        mapper("tombstones", "delete", "hash.key.source", "key").map(record(null, null)))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("no value at key");
    }

    @Test
    void namesFieldsAndNeverValuesInItsErrorsAndItsText() {
        // Given
        SinkRecord bad = record("secret", fields("id", "secret", "n", fields("deep", Double.NaN)));
        Write write = write(mapper(), record("secret", fields("id", "secret", "x", "secret")));

        // When, Then
        assertThatThrownBy(() -> mapper().map(bad))
                .hasMessageStartingWith("n.deep: ")
                .hasMessageNotContaining("secret");
        assertThat(write).hasToString("Put of raw-orders-3@42");
        assertThat(write.key()).hasToString("orders[id]");
    }

    static LongStream seeds() {
        return new Random().longs(100);
    }

    /** What goes in comes out: every text, and every number DynamoDB has, whatever its Java type. */
    @ParameterizedTest
    @MethodSource("seeds")
    void roundTripsTextAndNumbers(long seed) {
        // Given
        Random random = new Random(seed);
        String randomText = randomText(random);
        Map<String, Object> values = Map.of(
                "text",
                randomText,
                "long",
                random.nextLong() >> random.nextInt(64),
                "double",
                (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(200) - 100),
                "whole_double",
                (double) (random.nextLong() >> random.nextInt(64)),
                "float",
                random.nextFloat() * (float) Math.pow(10, random.nextInt(60) - 30),
                "short_decimal",
                BigDecimal.valueOf(random.nextInt(), random.nextInt(9)),
                "decimal",
                new BigDecimal(new BigInteger(1 + random.nextInt(120), random), random.nextInt(100) - 60),
                "integer",
                new BigInteger(1 + random.nextInt(120), random));

        // When
        Map<String, AttributeValue> item = item(mapper("hash.key.source", "key"), record("k", values));

        // Then
        assertThat(item.get("text")).isEqualTo(text(randomText));
        values.forEach((name, value) -> {
            if (value instanceof Number) {
                AttributeValue attribute = item.getOrDefault(name, text("lost"));
                assertThat(new BigDecimal(attribute.n())).isEqualByComparingTo(new BigDecimal(value.toString()));
                assertThat(attribute).isEqualTo(canonical(new BigDecimal(value.toString())));
            }
        });
    }

    /** The one form: any other way to write the same number becomes the same text. */
    private static AttributeValue canonical(BigDecimal number) {
        BigDecimal sameNumber = number.setScale(Math.max(number.scale(), 0) + 3);
        return item(mapper("hash.key.source", "key"), record("k", fields("x", sameNumber)))
                .getOrDefault("x", text("lost"));
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(50), 0, 0x110000)
                .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
