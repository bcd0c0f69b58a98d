package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tables' key attributes and where their values come from. */
public record KeyMapping(KeyAttribute hash, Optional<KeyAttribute> sort) {
    public static final String HASH_ATTRIBUTE = "hash.key.attribute";
    public static final String HASH_SOURCE = "hash.key.source";
    public static final String SORT_ATTRIBUTE = "sort.key.attribute";
    public static final String SORT_SOURCE = "sort.key.source";

    private static final String GROUP = "Keys";

    static void define(ConfigDef definition) {
        definition
                .define(
                        HASH_ATTRIBUTE,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Name of the tables' hash (partition) key attribute.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Hash key attribute")
                .define(
                        HASH_SOURCE,
                        ConfigDef.Type.STRING,
                        null,
                        new ParsedForm(KeySource::parse, KeySource.FORMS),
                        Importance.HIGH,
                        "Where the hash key's value comes from: a part of the record, a template over parts, or a"
                                + " constant in single quotes; without it, the value's field named as the attribute.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Hash key source")
                .define(
                        SORT_ATTRIBUTE,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Name of the tables' sort (range) key attribute, if they have one.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Sort key attribute")
                .define(
                        SORT_SOURCE,
                        ConfigDef.Type.STRING,
                        null,
                        new ParsedForm(KeySource::parse, KeySource.FORMS),
                        Importance.HIGH,
                        "Where the sort key's value comes from, in the forms of " + HASH_SOURCE
                                + "; without it, the value's field named as the attribute.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Sort key source");
    }

    static KeyMapping from(AbstractConfig config, DatetimeFormat format) {
        return new KeyMapping(
                KeyAttribute.hash(config.getString(HASH_ATTRIBUTE), config.getString(HASH_SOURCE), format),
                Optional.ofNullable(config.getString(SORT_ATTRIBUTE))
                        .map(name -> KeyAttribute.sort(name, config.getString(SORT_SOURCE), format)));
    }

    /** What does not go together among the options of the keys. */
    static List<Problem> problems(AbstractConfig config) {
        @Nullable String sort = config.getString(SORT_ATTRIBUTE);
        if (sort == null && config.getString(SORT_SOURCE) != null) {
            return List.of(new Problem(SORT_SOURCE, "there is no " + SORT_ATTRIBUTE + " to fill"));
        }
        if (config.getString(HASH_ATTRIBUTE).equals(sort)) {
            return List.of(new Problem(SORT_ATTRIBUTE, "it has to differ from " + HASH_ATTRIBUTE));
        }
        return List.of();
    }

    /** Hash key first. */
    public List<KeyAttribute> all() {
        return Stream.concat(Stream.of(hash), sort.stream()).toList();
    }

    /** Names of the key attributes, the hash key's first. */
    public List<String> attributes() {
        return all().stream().map(KeyAttribute::name).toList();
    }

    /** Whether a record without a value lacks a key. */
    boolean isOfValue() {
        return all().stream().anyMatch(attribute -> attribute.source().isOfValue());
    }

    /** @throws BadRecordException when the record lacks a key attribute or has one that cannot be a key */
    Map<String, AttributeValue> of(SinkRecord record, Attributes attributes) {
        AttributeValue hashValue = hash.of(record, attributes);
        return sort.isEmpty()
                ? Map.of(hash.name(), hashValue)
                : Map.of(hash.name(), hashValue, sort.get().name(), sort.get().of(record, attributes));
    }
}
