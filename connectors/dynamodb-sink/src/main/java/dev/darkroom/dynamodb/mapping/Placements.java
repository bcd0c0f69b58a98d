package dev.darkroom.dynamodb.mapping;

import java.util.HashMap;
import java.util.Map;

/** What each top-level field becomes; remembers some, as a record's fields are those of the one before. */
final class Placements {
    private static final int MOST_REMEMBERED = 10_000;

    private final FieldSettings settings;
    private final Naming naming;
    private final Map<String, Placement> remembered = new HashMap<>();

    Placements(FieldSettings settings, AttributeNames names) {
        this.settings = settings;
        this.naming = new Naming(names);
    }

    /** @throws BadRecordException when the field cannot become an attribute */
    Placement of(String field) {
        Placement known = remembered.get(field);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        Placement placement = settings.placement(field, naming);
        remembered.put(field, placement);
        return placement;
    }
}
