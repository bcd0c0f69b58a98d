package dev.darkroom.dynamodb.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps a record to the write it asks for. */
final class RecordMapper {
    private final TableName table;
    private final KeyMapping keys;
    private final Tombstones tombstones;

    RecordMapper(TableName table, KeyMapping keys, Tombstones tombstones) {
        this.table = table;
        this.keys = keys;
        this.tombstones = tombstones;
    }

    /**
     * The write, or empty when the record asks for none.
     *
     * @throws BadRecordException when no item can be made of the record
     */
    Optional<Write> map(SinkRecord record) {
        if (record.value() == null) {
            return tombstone(record);
        }
        ItemKey key = key(record);
        Map<String, AttributeValue> item = new HashMap<>(Attributes.of(record.valueSchema(), record.value()));
        // The key attributes win over fields of the same name: they are what the item is found by.
        item.putAll(key.attributes());
        ItemSize size = ItemSize.of(item);
        if (size.storedBytes() > ItemSize.MOST_STORED_BYTES) {
            throw new BadRecordException("the item has " + size.storedBytes() + " bytes and DynamoDB takes "
                    + ItemSize.MOST_STORED_BYTES + " at most: send less of it, or leave fields out by an SMT");
        }
        return Optional.of(new Write(record, key, new Change.Put(item), size.requestBytes(), null));
    }

    private Optional<Write> tombstone(SinkRecord record) {
        return switch (tombstones) {
            case IGNORE -> Optional.empty();
            case DELETE -> Optional.of(deletion(record));
            case FAIL ->
                throw new BadRecordException("the record has no value: set " + WriteSettings.TOMBSTONES
                        + " to ignore or delete if its topic is meant to have tombstones");
        };
    }

    private Write deletion(SinkRecord record) {
        ItemKey key = key(record);
        ItemSize size = ItemSize.of(key.attributes());
        return new Write(record, key, new Change.Delete(key.attributes()), size.requestBytes(), null);
    }

    private ItemKey key(SinkRecord record) {
        return new ItemKey(table.of(record.topic()), keys.of(record));
    }
}
