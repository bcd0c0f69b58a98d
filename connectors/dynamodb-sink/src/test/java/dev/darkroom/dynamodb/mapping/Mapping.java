package dev.darkroom.dynamodb.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Mappers as their options make them, and records: of topic {@code orders} that an SMT renamed from {@code raw-orders},
 * partition 3, offset 42, and time {@link #TIME}.
 */
final class Mapping {
    /** 2023-11-14T22:13:20.123Z. */
    static final long TIME = 1_700_000_000_123L;

    private Mapping() {}

    static AbstractConfig config(String... namesAndValues) {
        Map<String, String> options = new HashMap<>(Map.of("hash.key.attribute", "id"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        ConfigDef definition = new ConfigDef();
        MappingSettings.define(definition);
        return new AbstractConfig(definition, options, Map.of(), false);
    }

    static MappingSettings settings(String... namesAndValues) {
        AbstractConfig config = config(namesAndValues);
        assertThat(MappingSettings.problems(config)).isEmpty();
        return MappingSettings.from(config);
    }

    static RecordMapper mapper(String... namesAndValues) {
        return new RecordMapper(settings(namesAndValues));
    }

    static Write write(RecordMapper mapper, SinkRecord record) {
        return mapper.map(record).orElseThrow();
    }

    static Map<String, AttributeValue> item(RecordMapper mapper, SinkRecord record) {
        return ((Change.Put) write(mapper, record).change()).item();
    }

    static Change.Update update(RecordMapper mapper, SinkRecord record) {
        return (Change.Update) write(mapper, record).change();
    }

    static SinkRecord record(@Nullable Object value) {
        return record("k", value);
    }

    static SinkRecord record(@Nullable Object key, @Nullable Object value) {
        return record(schemaOf(key), key, schemaOf(value), value);
    }

    static SinkRecord record(
            @Nullable Schema keySchema, @Nullable Object key, @Nullable Schema valueSchema, @Nullable Object value) {
        return new SinkRecord(
                "orders",
                4,
                keySchema,
                key,
                valueSchema,
                value,
                43,
                TIME,
                TimestampType.CREATE_TIME,
                new ConnectHeaders(),
                "raw-orders",
                3,
                42);
    }

    private static @Nullable Schema schemaOf(@Nullable Object value) {
        return value instanceof Struct struct ? struct.schema() : null;
    }

    /** A map without schema; unlike Map.of it may hold nulls, and it keeps its order. */
    static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return number(Long.toString(number));
    }

    static AttributeValue number(String number) {
        return AttributeValue.fromN(number);
    }

    static AttributeValue bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(array));
    }

    static AttributeValue map(Map<String, AttributeValue> map) {
        return AttributeValue.fromM(map);
    }

    static AttributeValue list(AttributeValue... elements) {
        return AttributeValue.fromL(List.of(elements));
    }
}
