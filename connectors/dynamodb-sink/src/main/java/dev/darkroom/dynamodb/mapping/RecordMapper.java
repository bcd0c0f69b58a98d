package dev.darkroom.dynamodb.mapping;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Maps a record to the write it asks for, in two steps: what the order of writes depends on, for whoever keeps the order,
 * and the write itself, for whoever makes it. For one thread: it remembers what schemas and field names become.
 */
public final class RecordMapper {
    /** Leaves more than enough for a key, a version and a time to live, and 25 such writes to one request. */
    private static final long SURELY_WITHIN_LIMITS = 50_000;

    private final MappingSettings settings;
    private final Tables tables;
    private final Attributes keyAttributes;
    private final ItemFields fields;
    private final @Nullable Expiry expiry;
    private final SizeLimit limit;
    private final boolean isOfItsValueAlone;

    public RecordMapper(MappingSettings settings) {
        this.settings = settings;
        TypeSettings types = settings.types();
        AttributeNames names = settings.fields().names();
        this.keyAttributes = new Attributes(types.refusingUnsupportedNumbers(), names);
        this.tables = new Tables(settings.table(), keyAttributes.moments());
        this.fields = new ItemFields(settings.fields(), types.nulls(), new Attributes(types, names));
        this.expiry = settings.timeToLive().map(Expiry::new).orElse(null);
        this.limit = new SizeLimit(settings.oversize());
        this.isOfItsValueAlone = settings.fields().isOfValueAlone();
    }

    /**
     * Where the record's write goes, or empty when it asks for none.
     *
     * @throws BadRecordException when no write can be made of the record, as far as this can be seen without its fields
     * @throws ConnectException when its topic makes no legal table name, which is no fault of the record's
     */
    public Optional<AddressedRecord> address(SinkRecord record) {
        if (record.value() != null) {
            fields.check(record.value());
            boolean overwrites = settings.mode() != WriteMode.UPDATE;
            return Optional.of(
                    new AddressedRecord(record, key(record), guard(record), overwrites, Weight.of(record.value())));
        }
        return switch (settings.modes().tombstones()) {
            case IGNORE -> Optional.empty();
            case DELETE -> Optional.of(new AddressedRecord(record, key(record), guardOfDeletion(record), true, 0));
            case FAIL ->
                throw new BadRecordException("the record has no value: set " + ModeSettings.TOMBSTONES
                        + " to ignore or delete if its topic is meant to have tombstones");
        };
    }

    /**
     * What the write does.
     *
     * @throws BadRecordException when no write can be made of the record
     * @throws ConnectException when its item is too large and {@code oversized.items} is {@code fail}
     */
    public Write write(AddressedRecord addressed) {
        SinkRecord record = addressed.record();
        ItemKey key = addressed.key();
        if (record.value() == null) {
            long requestBytes = ItemSize.of(key.attributes()).requestBytes();
            return new Write(
                    record,
                    key,
                    new Change.Delete(key.attributes()),
                    addressed.guard(),
                    requestBytes,
                    Optional.empty());
        }
        Set<String> removed = settings.types().nulls() == Nulls.REMOVE ? new HashSet<>() : Set.of();
        Map<String, AttributeValue> item = item(record, key, addressed.guard(), removed);
        SizeLimit.Sized sized = isSurelyWithinLimits(addressed)
                ? new SizeLimit.Sized(addressed.weight() * Weight.MOST_REQUESTED, Optional.empty())
                : limit.apply(record, item);
        Change change = switch (settings.mode()) {
            case PUT, INSERT -> new Change.Put(item);
            case UPDATE -> Updates.of(key, item, settings.modes().addFields(), removed);
        };
        return new Write(record, key, change, addressed.guard(), sized.requestBytes(), sized.offload());
    }

    /** Most items are so small that they need not be measured. */
    private boolean isSurelyWithinLimits(AddressedRecord addressed) {
        return addressed.weight() <= SURELY_WITHIN_LIMITS && isOfItsValueAlone;
    }

    /** Both steps. */
    Optional<Write> map(SinkRecord record) {
        return address(record).map(this::write);
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

    private Guard guardOfDeletion(SinkRecord record) {
        return settings.newerWins().isPresent() ? guard(record) : Guard.NONE;
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
