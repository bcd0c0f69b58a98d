package dev.darkroom.dynamodb.mapping;

import java.util.LinkedHashMap;
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
record KeyMapping(KeyAttribute hash, Optional<KeyAttribute> sort) {
    static final String HASH_ATTRIBUTE = "hash.key.attribute";
    static final String HASH_SOURCE = "hash.key.source";
    static final String SORT_ATTRIBUTE = "sort.key.attribute";
    static final String SORT_SOURCE = "sort.key.source";

    private static final String GROUP = "Keys";
    private static final String SOURCE_FORMS =
            "the whole record key (key), a field of it (key.a.b) or a field of the value (value.a.b)";

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
                        new SourceForm(),
                        Importance.HIGH,
                        "Where the hash key's value comes from: " + SOURCE_FORMS
                                + ". Without it, the value's field named as the attribute.",
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
                        new SourceForm(),
                        Importance.HIGH,
                        "Where the sort key's value comes from, in the forms of " + HASH_SOURCE
                                + ". Without it, the value's field named as the attribute.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Sort key source");
    }

    static KeyMapping from(AbstractConfig config) {
        return new KeyMapping(
                KeyAttribute.hash(config.getString(HASH_ATTRIBUTE), config.getString(HASH_SOURCE)),
                Optional.ofNullable(config.getString(SORT_ATTRIBUTE))
                        .map(name -> KeyAttribute.sort(name, config.getString(SORT_SOURCE))));
    }

    /** What does not go together among the options of the keys. */
    static Optional<SinkConfig.Problem> problem(AbstractConfig config) {
        @Nullable String sort = config.getString(SORT_ATTRIBUTE);
        if (sort == null && config.getString(SORT_SOURCE) != null) {
            return Optional.of(new SinkConfig.Problem(SORT_SOURCE, "there is no " + SORT_ATTRIBUTE + " to fill"));
        }
        if (config.getString(HASH_ATTRIBUTE).equals(sort)) {
            return Optional.of(new SinkConfig.Problem(SORT_ATTRIBUTE, "it has to differ from " + HASH_ATTRIBUTE));
        }
        return Optional.empty();
    }

    List<String> attributes() {
        return all().map(KeyAttribute::name).toList();
    }

    /** Whether a record without a value still has a key. */
    boolean isOfRecordKeyOnly() {
        return all().allMatch(attribute -> attribute.source().part() == KeySource.Part.KEY);
    }

    /** @throws BadRecordException when the record lacks a key attribute or has one that cannot be a key */
    Map<String, AttributeValue> of(SinkRecord record) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        all().forEach(attribute -> key.put(attribute.name(), attribute.of(record)));
        return key;
    }

    private Stream<KeyAttribute> all() {
        return Stream.concat(Stream.of(hash), sort.stream());
    }
}
