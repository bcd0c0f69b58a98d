package dev.darkroom.dynamodb.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes made of a record's value, of its fields as chosen and named, and of its other parts. For one thread. */
final class ItemFields {
    /** Room for what is put beside the fields: keys, version, time to live. */
    private static final int MORE_ATTRIBUTES = 4;

    private final FieldSettings settings;
    private final Nulls nulls;
    private final Attributes attributes;
    private final Sets sets;
    private final Placements placements;
    private final Placements placementsOfData;
    private final StructPlans plans;

    ItemFields(FieldSettings settings, Nulls nulls, Attributes attributes) {
        this.settings = settings;
        this.nulls = nulls;
        this.attributes = attributes;
        this.sets = new Sets(attributes);
        this.placements = new Placements(settings, settings.names());
        this.placementsOfData = new Placements(settings, AttributeNames.AS_IS);
        this.plans = new StructPlans(placements::of);
    }

    /**
     * The item without its key.
     *
     * @param removed receives the attributes that the record's nulls remove
     * @throws BadRecordException when no item can be made of the value
     */
    Map<String, AttributeValue> of(SinkRecord record, Set<String> removed) {
        Map<String, AttributeValue> item = ofValue(record.valueSchema(), record.value(), removed);
        for (RecordAttribute each : settings.recordAttributes()) {
            SchemaAndValue found = each.reference().of(record);
            AttributeValue attribute =
                    attribute(each.reference().toString(), each.placement(), found.schema(), found.value());
            if (attribute != null) {
                item.put(each.attribute(), attribute);
            }
        }
        return item;
    }

    /** @throws BadRecordException when no item can be made of such a value, whatever is in it */
    void check(Object value) {
        if (!(value instanceof Struct || value instanceof Map)
                && settings.valueAttribute().isEmpty()) {
            throw notAnItem(value);
        }
    }

    private static BadRecordException notAnItem(Object value) {
        return new BadRecordException("an item is made of a struct or a map, and the value is a "
                + value.getClass().getSimpleName() + ": set " + FieldSettings.VALUE_ATTRIBUTE
                + ", choose another value.converter or wrap it by an SMT (HoistField)");
    }

    private Map<String, AttributeValue> ofValue(@Nullable Schema schema, Object value, Set<String> removed) {
        if (value instanceof Struct struct) {
            return ofStruct(struct, removed);
        }
        if (value instanceof Map<?, ?> map) {
            return ofMap(schema, map, removed);
        }
        String name = settings.valueAttribute().orElseThrow(() -> notAnItem(value));
        Map<String, AttributeValue> item = new HashMap<>();
        put(item, removed, "value", settings.placement(name), schema, value);
        return item;
    }

    private Map<String, AttributeValue> ofStruct(Struct struct, Set<String> removed) {
        List<PlannedField> fields = plans.of(struct.schema());
        Map<String, AttributeValue> item = room(fields.size());
        for (PlannedField field : fields) {
            put(item, removed, field.name(), field.placement(), field.schema(), field.of(struct));
        }
        return item;
    }

    private Map<String, AttributeValue> ofMap(@Nullable Schema schema, Map<?, ?> map, Set<String> removed) {
        Placements places = schema == null ? placements : placementsOfData;
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        Map<String, AttributeValue> item = room(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = Attributes.textOf(entry.getKey());
            Placement placement = places.of(key);
            if (!placement.isLeftOut() && put(item, removed, key, placement, valueSchema, entry.getValue())) {
                throw twice(key, placement, map, places);
            }
        }
        return item;
    }

    private static Map<String, AttributeValue> room(int attributes) {
        return new HashMap<>((attributes + MORE_ATTRIBUTES) * 4 / 3 + 1);
    }

    /** Whether the attribute was there already. */
    private boolean put(
            Map<String, AttributeValue> item,
            Set<String> removed,
            String field,
            Placement placement,
            @Nullable Schema schema,
            @Nullable Object value) {
        AttributeValue attribute = attribute(field, placement, schema, value);
        if (attribute != null) {
            return item.put(placement.attribute(), attribute) != null;
        }
        boolean isEmptySet = placement.isSet() && value != null;
        return switch (nulls) {
            case OMIT -> false;
            case NULL -> !isEmptySet && item.put(placement.attribute(), Attributes.NULL) != null;
            case REMOVE -> {
                removed.add(placement.attribute());
                yield false;
            }
        };
    }

    private @Nullable AttributeValue attribute(
            String field, Placement placement, @Nullable Schema schema, @Nullable Object value) {
        try {
            return placement.isSet() && value != null ? sets.of(schema, value) : attributes.of(schema, value);
        } catch (BadRecordException e) {
            throw e.in(field);
        }
    }

    private static BadRecordException twice(String key, Placement placement, Map<?, ?> map, Placements places) {
        for (Object each : map.keySet()) {
            String other = Attributes.textOf(each);
            if (!other.equals(key) && places.of(other).equals(placement)) {
                return StructPlans.twice(other, key, placement);
            }
        }
        return new BadRecordException("two keys of the map have the same text: " + key);
    }
}
