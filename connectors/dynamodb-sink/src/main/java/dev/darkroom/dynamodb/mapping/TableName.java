package dev.darkroom.dynamodb.mapping;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/** The table a record goes to: a name in which {@code ${topic}} stands for the record's topic. */
record TableName(String template) {
    static final String OPTION = "table.name";

    private static final String TOPIC = "${topic}";
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final Pattern LEGAL_TEMPLATE = Pattern.compile("([A-Za-z0-9_.-]|\\$\\{topic})+");

    static void define(ConfigDef definition) {
        definition.define(
                OPTION,
                ConfigDef.Type.STRING,
                TOPIC,
                ConfigDef.LambdaValidator.with(TableName::check, () -> "letters, digits, _ . - and ${topic}"),
                Importance.HIGH,
                "Name of the table to write to. ${topic} stands for the record's topic, after any SMT.",
                "Table",
                1,
                Width.MEDIUM,
                "Table name");
    }

    static TableName from(AbstractConfig config) {
        return new TableName(config.getString(OPTION));
    }

    /** @throws ConnectException when there can be no table of that name */
    String of(String topic) {
        String name = template.replace(TOPIC, topic);
        if (!LEGAL.matcher(name).matches()) {
            throw new ConnectException("There can be no table for topic " + topic + ": a table's name has 3 to 255"
                    + " letters, digits, _ . -; change " + OPTION);
        }
        return name;
    }

    private static void check(String option, Object value) {
        if (value == null || !LEGAL_TEMPLATE.matcher(value.toString()).matches()) {
            throw new ConfigException(option, value, "a table's name has letters, digits, _ . - and ${topic} only");
        }
    }

    @Override
    public String toString() {
        return template;
    }
}
