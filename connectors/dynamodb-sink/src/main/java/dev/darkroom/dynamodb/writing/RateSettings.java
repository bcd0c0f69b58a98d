package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.settings.OptionalRange;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** How fast a task may write. */
record RateSettings(OptionalInt writesPerSecond, OptionalInt capacityPerSecond) {
    static final String WRITES = "max.writes.per.second";
    static final String CAPACITY = "max.capacity.per.second";

    private static final String GROUP = "Rate";

    static void define(ConfigDef definition) {
        definition
                .define(
                        WRITES,
                        ConfigDef.Type.INT,
                        null,
                        OptionalRange.atLeast(1),
                        Importance.LOW,
                        "Most writes a task makes in a second, those made again included; without it as many as DynamoDB"
                                + " takes.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Most writes a second")
                .define(
                        CAPACITY,
                        ConfigDef.Type.INT,
                        null,
                        OptionalRange.atLeast(1),
                        Importance.LOW,
                        "Most write capacity units a task consumes in a second, over some seconds: what a request cost is"
                                + " known afterwards. Without it as many as DynamoDB gives.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Most capacity units a second");
    }

    static RateSettings from(AbstractConfig config) {
        return new RateSettings(optional(config.getInt(WRITES)), optional(config.getInt(CAPACITY)));
    }

    Pace pace() {
        return new Pace(writesPerSecond, capacityPerSecond);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
