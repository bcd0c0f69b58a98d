package dev.darkroom.dynamodb.writing;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How records are written. */
record WriteSettings(int batchSize, Tombstones tombstones) {
    static final String BATCH_SIZE = "batch.size";
    static final String TOMBSTONES = "tombstones";

    private static final String GROUP = "Writes";

    static void define(ConfigDef definition) {
        definition
                .define(
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        Batches.MOST_WRITES,
                        ConfigDef.Range.between(1, Batches.MOST_WRITES),
                        Importance.MEDIUM,
                        "Most items in one request.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Batch size")
                .define(
                        TOMBSTONES,
                        ConfigDef.Type.STRING,
                        "fail",
                        ConfigDef.CaseInsensitiveValidString.in("ignore", "delete", "fail"),
                        Importance.MEDIUM,
                        "What a record without a value does: nothing (ignore), delete the item of its key (delete), or"
                                + " be a bad record (fail).",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Tombstones");
    }

    static WriteSettings from(AbstractConfig config) {
        return new WriteSettings(config.getInt(BATCH_SIZE), Tombstones.parse(config.getString(TOMBSTONES)));
    }
}
