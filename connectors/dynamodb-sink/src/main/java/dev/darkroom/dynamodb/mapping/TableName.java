package dev.darkroom.dynamodb.mapping;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The table a record goes to. Source of what is legal: DynamoDB API Reference, CreateTable, TableName; names alone, no
 * ARNs.
 */
public record TableName(Template template) {
    public static final String OPTION = "table.name";

    private static final String RULE = "a table's name has 3 to 255 letters, digits, _ . -";

    static void define(ConfigDef definition) {
        definition.define(
                OPTION,
                ConfigDef.Type.STRING,
                "${topic}",
                new ParsedForm(
                        TableName::parse,
                        "letters, digits, _ . - and ${topic}, ${key.<path>}, ${value.<path>}, ${header.<name>}"),
                Importance.HIGH,
                "Name of the table to write to, in which ${topic} stands for the record's topic, after any SMT, and other"
                        + " references for parts of the record.",
                "Table",
                1,
                Width.MEDIUM,
                "Table name");
    }

    static TableName from(AbstractConfig config) {
        return parse(config.getString(OPTION));
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static TableName parse(String text) {
        TableName name = new TableName(Template.parse(text));
        if (name.template.references().anyMatch(TableName::isNoPart)) {
            throw new IllegalArgumentException(
                    "a table's name is made of ${topic}, ${key.<path>}, ${value.<path>} and ${header.<name>}");
        }
        boolean isLegal = name.template.references().findAny().isEmpty()
                ? isLegal(name.constantText())
                : isOfLegalCharacters(name.constantText());
        if (!isLegal) {
            throw new IllegalArgumentException(RULE);
        }
        return name;
    }

    private static boolean isNoPart(Reference reference) {
        return reference instanceof Reference.Coordinate && reference != Reference.Coordinate.TOPIC;
    }

    private String constantText() {
        return template.segments().stream().map(Template.Segment::text).collect(Collectors.joining());
    }

    /** Whether topics alone say which tables there are. */
    public boolean isKnownByTopic() {
        return template.references().allMatch(reference -> reference == Reference.Coordinate.TOPIC);
    }

    /** Whether there is one table whatever the record. */
    public boolean isConstant() {
        return template.references().findAny().isEmpty();
    }

    /**
     * The tables of these topics, in order; there has to be {@link #isKnownByTopic}.
     *
     * @throws ConnectException when there can be no table of one's name
     */
    public Set<String> of(Collection<String> topics) {
        return topics.stream().map(this::of).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws ConnectException when there can be no table of that name */
    String of(String topic) {
        StringBuilder name = new StringBuilder();
        for (Template.Segment segment : template.segments()) {
            name.append(segment.text()).append(segment.reference() == null ? "" : topic);
        }
        if (!isLegal(name)) {
            throw new ConnectException("There can be no table for topic " + topic + ": " + RULE + "; change " + OPTION);
        }
        return name.toString();
    }

    /** @throws BadRecordException when there can be no table of the name that the record's fields make */
    String of(SinkRecord record, Moments moments) {
        String name = template.of(record, moments);
        if (!isLegal(name)) {
            throw new BadRecordException(
                    "there can be no table of the name that " + OPTION + "=" + this + " makes of the record: " + RULE);
        }
        return name;
    }

    private static boolean isLegal(CharSequence name) {
        return name.length() >= 3 && name.length() <= 255 && isOfLegalCharacters(name);
    }

    private static boolean isOfLegalCharacters(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = 'a' <= (c | ' ') && (c | ' ') <= 'z';
            boolean isDigit = '0' <= c && c <= '9';
            boolean isLegal = isLetter || isDigit || c == '_' || c == '.' || c == '-';
            if (!isLegal) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
