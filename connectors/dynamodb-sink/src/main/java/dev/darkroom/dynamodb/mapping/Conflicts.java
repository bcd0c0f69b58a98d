package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What does not go together between the groups of options. */
final class Conflicts {
    private final MappingSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    /** What each attribute that the configuration names is for. */
    private final Map<String, String> uses = new HashMap<>();

    Conflicts(MappingSettings settings) {
        this.settings = settings;
    }

    List<Problem> all() {
        checkTombstones();
        checkNulls();
        settings.keys().attributes().forEach(name -> uses.put(name, "a key attribute"));
        settings.newerWins().ifPresent(newer -> use(NewerWins.ATTRIBUTE, newer.attribute(), "the version"));
        settings.timeToLive().ifPresent(ttl -> use(TimeToLive.ATTRIBUTE, ttl.attribute(), "the time to live"));
        Set.copyOf(settings.fields().recordAttributeNames())
                .forEach(name -> use(FieldSettings.RECORD_ATTRIBUTES, name, "a record attribute"));
        settings.fields().valueAttribute().ifPresent(name -> mayNotBeUsed(FieldSettings.VALUE_ATTRIBUTE, name));
        mayNotBeUsed(ModeSettings.ADD_FIELDS, settings.modes().addFields());
        mayNotBeUsed(FieldSettings.SETS, settings.fields().sets());
        settings.offload().ifPresent(this::checkOffload);
        return problems;
    }

    private void checkTombstones() {
        if (settings.modes().tombstones() != Tombstones.DELETE) {
            return;
        }
        if (settings.keys().isOfValue()) {
            problems.add(new Problem(
                    ModeSettings.TOMBSTONES,
                    "a record without a value can delete only what its key, headers or place name: take "
                            + KeyMapping.HASH_SOURCE + " and " + KeyMapping.SORT_SOURCE
                            + " from those, or choose ignore or fail"));
        } else if (settings.newerWins().filter(newer -> newer.by().isOfValue()).isPresent()) {
            problems.add(new Problem(
                    ModeSettings.TOMBSTONES,
                    "a record without a value has no version in it: take " + NewerWins.BY
                            + " from the record's offset, timestamp or a header, or choose ignore or fail"));
        } else if (settings.table().template().isOfValue()) {
            problems.add(new Problem(
                    ModeSettings.TOMBSTONES,
                    "a record without a value has no table's name in it: change " + TableName.OPTION
                            + ", or choose ignore or fail"));
        }
    }

    private void checkNulls() {
        if (settings.types().nulls() == Nulls.REMOVE && settings.mode() != WriteMode.UPDATE) {
            problems.add(new Problem(TypeSettings.NULLS, "only " + ModeSettings.MODE + "=update removes attributes"));
        }
    }

    private void checkOffload(OffloadSettings offload) {
        mayNotBeUsed(OversizeSettings.FIELD, offload.field());
        if (settings.modes().addFields().contains(offload.field())
                || settings.fields().sets().contains(offload.field())) {
            problems.add(new Problem(OversizeSettings.FIELD, "it is an attribute of text or bytes"));
        }
    }

    private void use(String option, String attribute, String use) {
        mayNotBeUsed(option, attribute);
        uses.putIfAbsent(attribute, use);
    }

    private void mayNotBeUsed(String option, Collection<String> attributes) {
        attributes.forEach(attribute -> mayNotBeUsed(option, attribute));
    }

    private void mayNotBeUsed(String option, String attribute) {
        String use = uses.get(attribute);
        if (use != null) {
            problems.add(new Problem(option, attribute + " is " + use + " already"));
        }
    }
}
