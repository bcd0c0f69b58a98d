package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * Which record of an item wins: that of the highest version.
 *
 * @param by where a record's version is
 * @param attribute where the item's version is
 */
record NewerWins(VersionSource by, String attribute) {
    static final String BY = "newer.wins.by";
    static final String ATTRIBUTE = "newer.wins.attribute";

    static void define(ConfigDef definition) {
        definition
                .define(
                        BY,
                        ConfigDef.Type.STRING,
                        "",
                        new ParsedForm(NewerWins::check, VersionSource.FORMS + ", or empty"),
                        Importance.HIGH,
                        "The version by which a record changes an item only if it is newer, so that replays take none"
                                + " back; numbers, text or bytes, in DynamoDB's order; record.offset orders the records"
                                + " of one partition only; empty: the last write wins.",
                        ModeSettings.GROUP,
                        3,
                        Width.MEDIUM,
                        "Newer wins by")
                .define(
                        ATTRIBUTE,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Attribute that holds an item's version; without it the attribute of the version's own"
                                + " top-level field, record_offset, record_timestamp, or the header's name.",
                        ModeSettings.GROUP,
                        4,
                        Width.MEDIUM,
                        "Version attribute");
    }

    private static void check(String text) {
        if (!text.isEmpty()) {
            VersionSource.parse(text);
        }
    }

    static Optional<NewerWins> from(AbstractConfig config, FieldSettings fields) {
        if (config.getString(BY).isEmpty()) {
            return Optional.empty();
        }
        VersionSource by = VersionSource.parse(config.getString(BY));
        @Nullable String attribute = config.getString(ATTRIBUTE);
        return Optional.of(new NewerWins(by, attribute == null ? by.ownAttribute(fields) : attribute));
    }

    static List<Problem> problems(AbstractConfig config) {
        boolean isOff = config.getString(BY).isEmpty();
        @Nullable String attribute = config.getString(ATTRIBUTE);
        if (isOff) {
            return attribute == null ? List.of() : List.of(new Problem(ATTRIBUTE, "it needs " + BY));
        }
        if (attribute == null && VersionSource.parse(config.getString(BY)).isNested()) {
            return List.of(new Problem(
                    BY, "a version inside a field has no attribute of its own to be compared with: set " + ATTRIBUTE));
        }
        return Choice.of(WriteMode.class).parse(config.getString(ModeSettings.MODE)) == WriteMode.INSERT
                ? List.of(new Problem(BY, "an insert never changes an item: choose another " + ModeSettings.MODE))
                : List.of();
    }
}
