package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What a record does to its item.
 *
 * @param addFields attributes that an update adds to
 */
record ModeSettings(WriteMode mode, Tombstones tombstones, Set<String> addFields) {
    static final String MODE = "write.mode";
    static final String TOMBSTONES = "tombstones";
    static final String ADD_FIELDS = "update.add.fields";

    static final String GROUP = "Mode";

    static void define(ConfigDef definition) {
        definition
                .define(
                        MODE,
                        ConfigDef.Type.STRING,
                        WriteMode.PUT.toString(),
                        Choice.of(WriteMode.class),
                        Importance.HIGH,
                        "What a record does: replace the item or make it (put), make it only where there is none"
                                + " (insert), or change the attributes it has fields for and leave the others (update);"
                                + " insert and update write item by item and not in batches.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Write mode")
                .define(
                        TOMBSTONES,
                        ConfigDef.Type.STRING,
                        Tombstones.FAIL.toString(),
                        Choice.of(Tombstones.class),
                        Importance.MEDIUM,
                        "What a record without a value does: nothing (ignore), delete the item of its key (delete), or"
                                + " be a bad record (fail).",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Tombstones")
                .define(
                        ADD_FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Attributes that write.mode=update adds to and does not replace: numbers are added to the"
                                + " number there, sets united with the set there; a record delivered twice adds twice"
                                + " unless newer.wins.by is set.",
                        GROUP,
                        5,
                        Width.LONG,
                        "Attributes to add to");
    }

    static ModeSettings from(AbstractConfig config) {
        return new ModeSettings(
                Choice.of(WriteMode.class).parse(config.getString(MODE)),
                Choice.of(Tombstones.class).parse(config.getString(TOMBSTONES)),
                Set.copyOf(config.getList(ADD_FIELDS)));
    }

    List<Problem> problems() {
        return addFields.isEmpty() || mode == WriteMode.UPDATE
                ? List.of()
                : List.of(new Problem(ADD_FIELDS, "only " + MODE + "=update adds"));
    }
}
