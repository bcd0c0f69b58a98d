package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How records become writes. */
public record MappingSettings(
        TableName table,
        KeyMapping keys,
        ModeSettings modes,
        Optional<NewerWins> newerWins,
        FieldSettings fields,
        TypeSettings types,
        Optional<TimeToLive> timeToLive,
        OversizeSettings oversize) {
    public static void define(ConfigDef definition) {
        TableName.define(definition);
        KeyMapping.define(definition);
        ModeSettings.define(definition);
        NewerWins.define(definition);
        FieldSettings.define(definition);
        TypeSettings.define(definition);
        TimeToLive.define(definition);
        OversizeSettings.define(definition);
    }

    /** Of options that are valid, each by itself. */
    public static MappingSettings from(AbstractConfig config) {
        TypeSettings types = TypeSettings.from(config);
        FieldSettings fields = FieldSettings.from(config);
        return new MappingSettings(
                TableName.from(config),
                KeyMapping.from(config, types.datetimes()),
                ModeSettings.from(config),
                NewerWins.from(config, fields),
                fields,
                types,
                TimeToLive.from(config),
                OversizeSettings.from(config));
    }

    /** What does not go together among options that are valid, each by itself. */
    public static List<Problem> problems(AbstractConfig config) {
        MappingSettings settings = from(config);
        List<Problem> problems = new ArrayList<>(KeyMapping.problems(config));
        problems.addAll(settings.modes.problems());
        problems.addAll(NewerWins.problems(config));
        problems.addAll(settings.fields.problems());
        problems.addAll(TimeToLive.problems(config));
        problems.addAll(OversizeSettings.problems(config));
        problems.addAll(new Conflicts(settings).all());
        return problems;
    }

    public WriteMode mode() {
        return modes.mode();
    }

    /** Whether BatchWriteItem can make every write: that takes neither conditions nor updates. */
    public boolean isBatchable() {
        return mode() == WriteMode.PUT && newerWins.isEmpty();
    }

    /** What goes to S3 of items that are too large, if anything does. */
    public Optional<OffloadSettings> offload() {
        return oversize.offload();
    }

    /** The attribute that DynamoDB is to expire items by. */
    public Optional<String> timeToLiveAttribute() {
        return timeToLive.map(TimeToLive::attribute);
    }
}
