package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.AddressedRecord;
import dev.darkroom.dynamodb.mapping.Guard;
import dev.darkroom.dynamodb.mapping.ItemKey;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes that wait, of records that name themselves by their offset. */
final class Pending {
    private Pending() {}

    static PendingWrite put(String key, long offset) {
        return write("images", key, 0, offset, Guard.NONE, true);
    }

    static PendingWrite putTo(String table, String key, long offset) {
        return write(table, key, 0, offset, Guard.NONE, true);
    }

    static PendingWrite ofPartition(int partition, String key, long offset) {
        return write("images", key, partition, offset, Guard.NONE, true);
    }

    static PendingWrite update(String key, long offset) {
        return write("images", key, 0, offset, Guard.NONE, false);
    }

    static PendingWrite insert(String key, long offset) {
        return write("images", key, 0, offset, new Guard.Absent(), true);
    }

    static PendingWrite newer(String key, long offset, int version) {
        return write(
                "images",
                key,
                0,
                offset,
                new Guard.Newer("version", AttributeValue.fromN(String.valueOf(version))),
                true);
    }

    static long offset(PendingWrite write) {
        return write.addressed().record().kafkaOffset();
    }

    private static PendingWrite write(
            String table, String key, int partition, long offset, Guard guard, boolean overwrites) {
        SinkRecord record =
                new SinkRecord("images", partition, null, key, null, Map.of(), offset, 0L, TimestampType.CREATE_TIME);
        ItemKey itemKey = new ItemKey(table, Map.of("id", AttributeValue.fromS(key)));
        return new PendingWrite(new AddressedRecord(record, itemKey, guard, overwrites, 10), new Receipt(offset), null);
    }
}
