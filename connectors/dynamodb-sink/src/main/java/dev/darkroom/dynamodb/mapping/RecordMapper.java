package dev.darkroom.dynamodb.mapping;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps a record to the write it asks for. For one thread: it remembers what schemas and field names become. */
public final class RecordMapper {
    private final MappingSettings settings;
    private final Tables tables;
    private final Attributes keyAttributes;
    private final ItemFields fields;
    private final @Nullable Expiry expiry;
    private final SizeLimit limit;

    public RecordMapper(MappingSettings settings) {
        this.settings = settings;
        TypeSettings types = settings.types();
        AttributeNames names = settings.fields().names();
        this.keyAttributes = new Attributes(types.refusingUnsupportedNumbers(), names);
        this.tables = new Tables(settings.table(), keyAttributes.moments());
        this.fields = new ItemFields(settings.fields(), types.nulls(), new Attributes(types, names));
        this.expiry = settings.timeToLive().map(Expiry::new).orElse(null);
        this.limit = new SizeLimit(settings.oversize());
    }

    /**
     * The write, or empty when the record asks for none.
     *
     * @throws BadRecordException when no write can be made of the record
     * @throws ConnectException when that is no fault of the record's: its topic makes no legal table name, or its item
     *     is too large and {@code oversized.items} is {@code fail}
     */
    public Optional<Write> map(SinkRecord record) {
        return record.value() == null ? tombstone(record) : Optional.of(change(record));
    }

    private Write change(SinkRecord record) {
        ItemKey key = key(record);
        Guard guard = guard(record);
        Set<String> removed = settings.types().nulls() == Nulls.REMOVE ? new HashSet<>() : Set.of();
        Map<String, AttributeValue> item = item(record, key, guard, removed);
        SizeLimit.Sized sized = limit.apply(record, item);
        Change change = switch (settings.mode()) {
            case PUT, INSERT -> new Change.Put(item);
            case UPDATE -> Updates.of(key, item, settings.modes().addFields(), removed);
        };
        return new Write(record, key, change, guard, sized.requestBytes(), sized.offload());
    }

    /** What the configuration names wins over fields of the same name, and the key over all. */
    private Map<String, AttributeValue> item(SinkRecord record, ItemKey key, Guard guard, Set<String> removed) {
        Map<String, AttributeValue> item = fields.of(record, removed);
        AttributeValue expires = expiry == null ? null : expiry.of(record);
        if (expiry != null && expires != null) {
            item.put(expiry.settings().attribute(), expires);
        }
        if (guard instanceof Guard.Newer newer) {
            item.put(newer.attribute(), newer.version());
        }
        item.putAll(key.attributes());
        return item;
    }

    private Optional<Write> tombstone(SinkRecord record) {
        return switch (settings.modes().tombstones()) {
            case IGNORE -> Optional.empty();
            case DELETE -> Optional.of(deletion(record));
            case FAIL ->
                throw new BadRecordException("the record has no value: set " + ModeSettings.TOMBSTONES
                        + " to ignore or delete if its topic is meant to have tombstones");
        };
    }

    private Write deletion(SinkRecord record) {
        ItemKey key = key(record);
        Guard guard = settings.newerWins().isPresent() ? guard(record) : Guard.NONE;
        long requestBytes = ItemSize.of(key.attributes()).requestBytes();
        return new Write(record, key, new Change.Delete(key.attributes()), guard, requestBytes, Optional.empty());
    }

    private Guard guard(SinkRecord record) {
        if (settings.newerWins().isEmpty()) {
            return settings.mode() == WriteMode.INSERT ? Guard.ABSENT : Guard.NONE;
        }
        NewerWins newer = settings.newerWins().get();
        return new Guard.Newer(newer.attribute(), newer.by().of(record, keyAttributes));
    }

    private ItemKey key(SinkRecord record) {
        return new ItemKey(tables.of(record), settings.keys().of(record, keyAttributes));
    }
}
