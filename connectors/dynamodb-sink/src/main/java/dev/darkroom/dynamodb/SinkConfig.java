package dev.darkroom.dynamodb;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** All of the connector's options. */
record SinkConfig(
        ConnectionSettings connection, TableName table, KeyMapping keys, WriteSettings writes, RetrySettings retries) {
    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        TableName.define(definition);
        KeyMapping.define(definition);
        WriteSettings.define(definition);
        RetrySettings.define(definition);
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
        return of(new AbstractConfig(definition(), properties, Map.of(), false));
    }

    /** Adds an error to each option that is fine by itself and does not go with another. */
    static Config checkTogether(Config config, Map<String, String> properties) {
        if (config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            AbstractConfig parsed = new AbstractConfig(definition(), properties, Map.of(), false);
            KeyMapping.problem(parsed).ifPresent(problem -> problem.addTo(config));
            if (WriteSettings.from(parsed).tombstones() == Tombstones.DELETE
                    && !KeyMapping.from(parsed).isOfRecordKeyOnly()) {
                new Problem(
                                WriteSettings.TOMBSTONES,
                                "A record without a value can delete only what its key names: take "
                                        + KeyMapping.HASH_SOURCE + " and " + KeyMapping.SORT_SOURCE
                                        + " from the record key, or choose ignore or fail")
                        .addTo(config);
            }
        }
        return config;
    }

    private static SinkConfig of(AbstractConfig config) {
        return new SinkConfig(
                ConnectionSettings.from(config),
                TableName.from(config),
                KeyMapping.from(config),
                WriteSettings.from(config),
                RetrySettings.from(config));
    }

    /** What is wrong with an option, given the others. */
    record Problem(String option, String message) {
        private void addTo(Config config) {
            config.configValues().stream()
                    .filter(value -> value.name().equals(option))
                    .forEach(value -> value.addErrorMessage("Invalid value for " + option + ": " + message));
        }
    }
}
