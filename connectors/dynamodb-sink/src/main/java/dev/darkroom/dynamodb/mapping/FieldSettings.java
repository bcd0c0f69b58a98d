package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Which fields and parts of a record become attributes, and of which names.
 *
 * @param included top-level fields to take; none means all
 * @param renames attributes by the top-level field they are made of
 * @param sets attributes whose arrays become sets
 * @param valueAttribute the attribute of a value that is neither struct nor map
 */
record FieldSettings(
        Set<String> included,
        Set<String> excluded,
        Renames renames,
        AttributeNames names,
        Set<String> sets,
        Optional<String> valueAttribute,
        List<RecordAttribute> recordAttributes) {
    static final String INCLUDE = "fields.include";
    static final String EXCLUDE = "fields.exclude";
    static final String RENAME = "fields.rename";
    static final String NAMES = "attribute.names";
    static final String SETS = "set.fields";
    static final String VALUE_ATTRIBUTE = "value.attribute";
    static final String RECORD_ATTRIBUTES = "record.attributes";

    private static final String GROUP = "Fields";

    /** Whether nothing but the value's fields, under names made of theirs, becomes of a record. */
    boolean isOfValueAlone() {
        return renames.all().isEmpty() && recordAttributes.isEmpty() && valueAttribute.isEmpty();
    }

    static void define(ConfigDef definition) {
        defineFields(definition);
        definition
                .define(
                        SETS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.LOW,
                        "Attributes whose arrays of text, numbers or bytes become sets (SS, NS, BS) and not lists:"
                                + " duplicates collapse, and an empty set is left out.",
                        GROUP,
                        5,
                        Width.LONG,
                        "Sets")
                .define(
                        VALUE_ATTRIBUTE,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Attribute that holds a record's value when that is neither struct nor map; without it such a"
                                + " record is a bad one.",
                        GROUP,
                        6,
                        Width.MEDIUM,
                        "Value attribute")
                .define(
                        RECORD_ATTRIBUTES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        new ParsedForm(RecordAttribute::parse, "<reference>:<attribute>,…, of " + Reference.FORMS),
                        Importance.LOW,
                        "Parts of the record to add as attributes, such as original.topic:source_topic; original.topic,"
                                + " partition and offset are those from before any SMT, and what a record lacks is left"
                                + " out.",
                        GROUP,
                        7,
                        Width.LONG,
                        "Record attributes");
    }

    private static void defineFields(ConfigDef definition) {
        definition
                .define(
                        INCLUDE,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Top-level fields of the value to write, by their names before any renaming; empty for all.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Fields to include")
                .define(
                        EXCLUDE,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Top-level fields of the value to leave out, by their names before any renaming; keys, versions"
                                + " and times to live may still come from them.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Fields to exclude")
                .define(
                        RENAME,
                        ConfigDef.Type.LIST,
                        List.of(),
                        new ParsedForm(Renames::parseOne, "<field>:<attribute>,…"),
                        Importance.MEDIUM,
                        "Names of attributes that differ from those of their top-level fields.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Fields to rename")
                .define(
                        NAMES,
                        ConfigDef.Type.STRING,
                        AttributeNames.AS_IS.toString(),
                        Choice.of(AttributeNames.class),
                        Importance.MEDIUM,
                        "How other attributes are named after struct fields and keys of maps without schema, at every"
                                + " level: imageId stays (as-is) or becomes image_id (snake_case).",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Attribute names");
    }

    static FieldSettings from(AbstractConfig config) {
        return new FieldSettings(
                Set.copyOf(config.getList(INCLUDE)),
                Set.copyOf(config.getList(EXCLUDE)),
                Renames.parse(config.getList(RENAME)),
                Choice.of(AttributeNames.class).parse(config.getString(NAMES)),
                Set.copyOf(config.getList(SETS)),
                Optional.ofNullable(config.getString(VALUE_ATTRIBUTE)),
                config.getList(RECORD_ATTRIBUTES).stream()
                        .map(RecordAttribute::parse)
                        .toList());
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(renames.problems());
        excluded.stream()
                .filter(included::contains)
                .forEach(field -> problems.add(new Problem(EXCLUDE, "it and " + INCLUDE + " both name " + field)));
        Set<String> taken = new HashSet<>();
        recordAttributes.stream()
                .filter(each -> !taken.add(each.attribute()))
                .forEach(each -> problems.add(
                        new Problem(RECORD_ATTRIBUTES, "two parts become the attribute " + each.attribute())));
        return problems;
    }

    /** The attribute a top-level field is written to, if it is. */
    String attributeOf(String field, Naming naming) {
        String renamed = renames.attributesByField().get(field);
        return renamed == null ? naming.of(field) : renamed;
    }

    Placement placement(String field, Naming naming) {
        boolean isIncluded = included.isEmpty() || included.contains(field);
        if (!isIncluded || excluded.contains(field)) {
            return Placement.LEFT_OUT;
        }
        return placement(attributeOf(field, naming));
    }

    Placement placement(String attribute) {
        return new Placement(attribute, sets.contains(attribute), false);
    }

    /** Attributes that the configuration names beside the fields. */
    List<String> recordAttributeNames() {
        return recordAttributes.stream().map(RecordAttribute::attribute).toList();
    }
}
