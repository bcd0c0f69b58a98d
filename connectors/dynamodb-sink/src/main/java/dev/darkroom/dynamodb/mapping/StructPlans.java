package dev.darkroom.dynamodb.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * What the fields of each schema become, worked out once per schema. Schemas are told apart by identity, comparing them
 * being dearer than a plan; converters hand out the same one again. For one thread.
 */
final class StructPlans {
    private static final int MOST_SCHEMAS = 1_000;

    private final Function<String, Placement> placements;
    private final IdentityHashMap<Schema, List<PlannedField>> plans = new IdentityHashMap<>();

    StructPlans(Function<String, Placement> placements) {
        this.placements = placements;
    }

    /** @throws BadRecordException when two fields become one attribute */
    List<PlannedField> of(Schema schema) {
        List<PlannedField> known = plans.get(schema);
        if (known != null) {
            return known;
        }
        if (plans.size() >= MOST_SCHEMAS) {
            plans.clear();
        }
        List<PlannedField> plan = plan(schema);
        plans.put(schema, plan);
        return plan;
    }

    private List<PlannedField> plan(Schema schema) {
        List<PlannedField> plan = new ArrayList<>();
        Map<String, String> fieldsByAttribute = new HashMap<>();
        for (Field field : schema.fields()) {
            Placement placement = placements.apply(field.name());
            if (!placement.isLeftOut()) {
                String other = fieldsByAttribute.put(placement.attribute(), field.name());
                if (other != null) {
                    throw twice(other, field.name(), placement);
                }
                plan.add(new PlannedField(field, placement));
            }
        }
        return List.copyOf(plan);
    }

    static BadRecordException twice(String one, String other, Placement placement) {
        return new BadRecordException("the fields " + one + " and " + other + " both become the attribute "
                + placement.attribute() + ": name one of them in " + FieldSettings.RENAME + " or "
                + FieldSettings.EXCLUDE);
    }
}
