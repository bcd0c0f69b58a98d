package dev.darkroom.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records as a test delivers them: topic {@code images}, partition 0, offsets in order. */
final class Records {
    private final List<SinkRecord> records = new ArrayList<>();

    static Map<String, Object> value(Object... namesAndValues) {
        Map<String, Object> value = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            value.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return value;
    }

    static SinkRecord record(long offset, @Nullable String key, @Nullable Object value) {
        return new SinkRecord("images", 0, null, key, null, value, offset, 0L, TimestampType.CREATE_TIME);
    }

    Records with(@Nullable String key, @Nullable Object value) {
        records.add(record(records.size(), key, value));
        return this;
    }

    /** So many records with keys of their own. */
    Records some(int count) {
        for (int i = 0; i < count; i++) {
            int id = records.size();
            with("k%04d".formatted(id), value("id", "k%04d".formatted(id), "text", "t%04d".formatted(id)));
        }
        return this;
    }

    List<SinkRecord> all() {
        return List.copyOf(records);
    }
}
