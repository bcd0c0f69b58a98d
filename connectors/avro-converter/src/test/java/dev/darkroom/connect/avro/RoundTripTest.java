package dev.darkroom.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes from Avro goes back as it was: schemas with everything they say, and values. */
final class RoundTripTest {
    private static final String EVERYTHING = """
            {"type": "record", "name": "Everything", "namespace": "test", "doc": "One of each.", "fields": [
              {"name": "flag", "type": "boolean", "doc": "A flag.", "default": true},
              {"name": "count", "type": "int", "default": 3},
              {"name": "size", "type": "long"},
              {"name": "ratio", "type": "float", "default": 0.5},
              {"name": "exact", "type": "double"},
              {"name": "name", "type": ["null", "string"], "default": null, "doc": "May be missing."},
              {"name": "label", "type": ["string", "null"], "default": "none"},
              {"name": "raw", "type": "bytes", "default": "\\u0001\\u00ff"},
              {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 4}},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "DONE"], "default": "NEW", "doc": "How far."}, "default": "DONE"},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "time", "type": {"type": "int", "logicalType": "time-millis"}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}, "default": 0},
              {"name": "at_micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
              {"name": "fee", "type": {"type": "fixed", "name": "Fee", "size": 6, "logicalType": "decimal", "precision": 10, "scale": 3}},
              {"name": "tags", "type": {"type": "array", "items": ["null", "string"]}, "default": []},
              {"name": "sizes", "type": {"type": "map", "values": "long"}, "default": {"a": 1}},
              {"name": "inner", "type": {"type": "record", "name": "Inner", "fields": [{"name": "x", "type": "int"}]}},
              {"name": "more", "type": ["null", {"type": "array", "items": "Inner"}], "default": null},
              {"name": "any", "type": ["null", "int", "string", "Inner", "Hash", "State"], "default": null}
            ]}
            """;

    static Stream<Schema> schemas() {
        return Stream.of(
                new Schema.Parser().parse(EVERYTHING),
                plain(RawImage.getClassSchema()),
                plain(ImageTask.getClassSchema()),
                plain(ProcessedImage.getClassSchema()),
                plain(FailedImage.getClassSchema()),
                plain(CustomerProfile.getClassSchema()),
                plain(CustomerStats.getClassSchema()));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void keepsASchemaAsItIs(Schema avro) {
        // When
        Schema back = new AvroSchemas().of(new ConnectSchemas().of(avro));

        // Then
        assertThat(back).hasToString(avro.toString());
    }

    static LongStream seeds() {
        return new Random().longs(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsAnyRecordAsItIs(long seed) {
        // Given
        Schema avro = new Schema.Parser().parse(EVERYTHING);
        GenericRecord record = (GenericRecord) Objects.requireNonNull(random(avro, new Random(seed)));

        // When
        org.apache.kafka.connect.data.Schema connect = new ConnectSchemas().of(avro);
        Struct struct = ConnectValues.struct(record, connect);
        struct.validate();
        GenericRecord back = AvroValues.record(struct, new AvroSchemas().of(connect));

        // Then
        assertThat(GenericData.get().validate(avro, back)).isTrue();
        assertThat(back.toString()).isEqualTo(record.toString());
    }

    @Test
    void givesFieldsTheirDefaults() {
        // When
        org.apache.kafka.connect.data.Schema connect = new ConnectSchemas().of(new Schema.Parser().parse(EVERYTHING));

        // Then
        assertThat(connect.field("label").schema().defaultValue()).isEqualTo("none");
        assertThat(connect.field("label").schema().isOptional()).isTrue();
        assertThat(connect.field("state").schema().defaultValue()).isEqualTo("DONE");
        assertThat(connect.field("sizes").schema().defaultValue()).isEqualTo(Map.of("a", 1L));
        assertThat(connect.field("price").schema().name()).isEqualTo("org.apache.kafka.connect.data.Decimal");
    }

    @Test
    void refusesARecordThatContainsItself() {
        // Given
        Schema node = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");

        // When, Then
        assertThatThrownBy(() -> new ConnectSchemas().of(node))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Node contains itself");
    }

    @Test
    void namesStructsThatHaveNoName() {
        // Given
        org.apache.kafka.connect.data.Schema inner = org.apache.kafka.connect.data.SchemaBuilder.struct()
                .field("x", org.apache.kafka.connect.data.Schema.INT8_SCHEMA)
                .build();
        org.apache.kafka.connect.data.Schema outer = org.apache.kafka.connect.data.SchemaBuilder.struct()
                .field("a", inner)
                .build();

        // When
        GenericRecord record = AvroValues.record(
                new Struct(outer).put("a", new Struct(inner).put("x", (byte) 7)), new AvroSchemas().of(outer));

        // Then
        assertThat(record.getSchema().getField("a").schema().getFullName()).isEqualTo("ConnectRecord_a");
        assertThat(record.toString()).isEqualTo("{\"a\": {\"x\": 7}}");
    }

    /** Without what the code generator adds about Java's strings. */
    private static Schema plain(Schema generated) {
        return new Schema.Parser()
                .parse(generated
                        .toString()
                        .replace(",\"avro.java.string\":\"String\"", "")
                        .replace("{\"type\":\"string\"}", "\"string\""));
    }

    private static @Nullable Object random(Schema schema, Random random) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> schema.getLogicalType() == null ? random.nextInt() : random.nextInt(86_400_000);
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case STRING -> new Utf8("s" + random.nextInt());
            case BYTES ->
                schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? ByteBuffer.wrap(
                                decimal(decimal, random).unscaledValue().toByteArray())
                        : ByteBuffer.wrap(bytes(random.nextInt(20), random));
            case FIXED ->
                schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? new org.apache.avro.Conversions.DecimalConversion()
                                .toFixed(decimal(decimal, random), schema, decimal)
                        : new GenericData.Fixed(schema, bytes(schema.getFixedSize(), random));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(random(schema.getElementType(), random));
                }
                yield list;
            }
            case MAP -> {
                Map<Utf8, @Nullable Object> map = new HashMap<>();
                if (random.nextBoolean()) {
                    map.put(new Utf8("k" + random.nextInt()), random(schema.getValueType(), random));
                }
                yield map;
            }
            case UNION ->
                random(schema.getTypes().get(random.nextInt(schema.getTypes().size())), random);
            case RECORD -> {
                GenericRecord record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), random(field.schema(), random)));
                yield record;
            }
        };
    }

    private static BigDecimal decimal(LogicalTypes.Decimal type, Random random) {
        return BigDecimal.valueOf(random.nextInt(), type.getScale());
    }

    private static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
