package dev.darkroom.imageprocessor;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import dev.darkroom.imageprocessor.BatchResponse.ItemFailure;
import dev.darkroom.imageprocessor.BatchResponse.ItemIdentifier;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a batch as it was delivered.
 *
 * @param group the key it came under, e.g. image-tasks-bulk-0
 * @param value the record's value in base64, or null
 * @param trace the trace it belongs to
 */
record TaskRecord(
        String group, String topic, long offset, @Nullable String value, TraceHeaders trace) {
    static List<TaskRecord> of(KafkaEvent event) {
        return event.getRecords().entrySet().stream()
                .flatMap(group -> group.getValue().stream().map(record -> of(group.getKey(), record)))
                .toList();
    }

    private static TaskRecord of(String group, KafkaEventRecord record) {
        return new TaskRecord(group, record.getTopic(), record.getOffset(), record.getValue(), trace(record));
    }

    private static TraceHeaders trace(KafkaEventRecord record) {
        return record.getHeaders() == null ? TraceHeaders.NONE : TraceHeaders.of(record.getHeaders());
    }

    /** @throws IllegalArgumentException when the value is not base64 */
    byte @Nullable [] bytes() {
        return value == null ? null : Base64.getDecoder().decode(value);
    }

    ItemFailure failure() {
        return new ItemFailure(new ItemIdentifier(group, offset));
    }
}
