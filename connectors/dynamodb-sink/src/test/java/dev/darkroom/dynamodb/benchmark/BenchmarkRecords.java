package dev.darkroom.dynamodb.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records of 13 fields and about 400 bytes, each of a key of its own, and the items that they stand for. */
final class BenchmarkRecords {
    static final String TABLE = "benchmark";
    static final String KEY = "image_id";
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .field(KEY, Schema.STRING_SCHEMA)
            .field("customer_id", Schema.STRING_SCHEMA)
            .field("lane", Schema.STRING_SCHEMA)
            .field("function", Schema.STRING_SCHEMA)
            .field("attempts", Schema.INT32_SCHEMA)
            .field("content_type", Schema.STRING_SCHEMA)
            .field("size_bytes", Schema.INT64_SCHEMA)
            .field("sha256", Schema.STRING_SCHEMA)
            .field("width", Schema.INT32_SCHEMA)
            .field("height", Schema.INT32_SCHEMA)
            .field("received_at", Schema.STRING_SCHEMA)
            .field("finished_at", Schema.STRING_SCHEMA)
            .field("processing_millis", Schema.INT64_SCHEMA)
            .build();

    private BenchmarkRecords() {}

    static List<SinkRecord> records(int count) {
        Random random = new Random(1);
        List<SinkRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(new SinkRecord(
                    TABLE, 0, null, null, SCHEMA, struct(random), i, 1_700_000_000_000L, TimestampType.CREATE_TIME));
        }
        return records;
    }

    private static Struct struct(Random random) {
        return new Struct(SCHEMA)
                .put(KEY, new UUID(random.nextLong(), random.nextLong()).toString())
                .put("customer_id", "customer-" + random.nextInt(1000))
                .put("lane", "STANDARD")
                .put("function", "web-variants")
                .put("attempts", 1)
                .put("content_type", "image/jpeg")
                .put("size_bytes", random.nextLong(10_000_000))
                .put(
                        "sha256",
                        "%016x%016x%016x%016x"
                                .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
                .put("width", random.nextInt(6000))
                .put("height", random.nextInt(4000))
                .put("received_at", "2026-01-31T23:59:59.999Z")
                .put("finished_at", "2026-02-01T00:00:01.234Z")
                .put("processing_millis", random.nextLong(5_000));
    }

    /** What someone would write who has only these records to write, without a limit, an error or a null to think of. */
    static Map<String, AttributeValue> item(SinkRecord record) {
        Struct struct = (Struct) record.value();
        Map<String, AttributeValue> item = new HashMap<>(32);
        for (Field field : SCHEMA.fields()) {
            Object value = struct.get(field);
            item.put(
                    field.name(),
                    value instanceof String text ? AttributeValue.fromS(text) : AttributeValue.fromN(value.toString()));
        }
        return item;
    }
}
