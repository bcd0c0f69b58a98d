package dev.darkroom.dynamodb;

import dev.darkroom.dynamodb.connection.ConnectionSettings;
import dev.darkroom.dynamodb.connection.ExpectedTables;
import dev.darkroom.dynamodb.connection.PreflightSettings;
import dev.darkroom.dynamodb.connection.TableCreationSettings;
import dev.darkroom.dynamodb.mapping.KeyAttribute;
import dev.darkroom.dynamodb.mapping.MappingSettings;
import dev.darkroom.dynamodb.mapping.TableName;
import dev.darkroom.dynamodb.writing.WritingSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** All of the connector's options. */
record SinkConfig(
        ConnectionSettings connection,
        TableCreationSettings tableCreation,
        PreflightSettings preflight,
        MappingSettings mapping,
        WritingSettings writing) {
    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        MappingSettings.define(definition);
        TableCreationSettings.define(definition);
        PreflightSettings.define(definition);
        WritingSettings.define(definition);
        ConnectionSettings.define(definition);
        return definition;
    }

    /** @throws ConfigException naming the option to change */
    static SinkConfig from(Map<String, String> properties) {
        Config checked = checkTogether(new Config(definition().validate(properties)), properties);
        for (ConfigValue value : checked.configValues()) {
            if (!value.errorMessages().isEmpty()) {
                throw new ConfigException(value.errorMessages().get(0));
            }
        }
        return of(properties);
    }

    /** Adds an error to each option that is fine by itself and does not go with another. */
    static Config checkTogether(Config config, Map<String, String> properties) {
        if (isFine(config)) {
            AbstractConfig parsed = parse(properties);
            Stream.of(
                            MappingSettings.problems(parsed),
                            TableCreationSettings.problems(parsed),
                            WritingSettings.problems(parsed),
                            ConnectionSettings.problems(parsed))
                    .flatMap(List::stream)
                    .forEach(problem -> problem.addTo(config));
        }
        return config;
    }

    /** Whether no option has an error. */
    static boolean isFine(Config config) {
        return config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
    }

    /** Options that were checked before. */
    static SinkConfig of(Map<String, String> properties) {
        AbstractConfig config = parse(properties);
        return new SinkConfig(
                ConnectionSettings.from(config),
                TableCreationSettings.from(config),
                PreflightSettings.from(config),
                MappingSettings.from(config),
                WritingSettings.from(config));
    }

    /**
     * What is taken for granted about the tables that can be named without a record.
     *
     * @param topics that the sink reads, under the names its records have here
     */
    ExpectedTables expectedTables(List<String> topics) {
        return new ExpectedTables(
                tables(topics),
                keyOf(mapping.keys().hash()),
                mapping.keys().sort().map(SinkConfig::keyOf),
                mapping.timeToLiveAttribute(),
                tableCreation.enabled());
    }

    private List<String> tables(List<String> topics) {
        TableName table = mapping.table();
        if (table.isConstant()) {
            return List.of(table.toString());
        }
        return table.isKnownByTopic() ? List.copyOf(table.of(topics)) : List.of();
    }

    private static ExpectedTables.Key keyOf(KeyAttribute attribute) {
        return new ExpectedTables.Key(attribute.name(), attribute.type());
    }

    private static AbstractConfig parse(Map<String, String> properties) {
        return new AbstractConfig(definition(), properties, Map.of(), false);
    }
}
