package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Options of one group as a user gives them. */
record Options(Consumer<ConfigDef> group) {
    static final Options CONNECTION = new Options(ConnectionSettings::define);
    static final Options TABLE_CREATION = new Options(TableCreationSettings::define);

    /** @throws org.apache.kafka.common.config.ConfigException when one of them is illegal */
    AbstractConfig with(Map<String, String> options) {
        return new AbstractConfig(definition(), options, false);
    }

    /** The names of the options at which there is a problem. */
    List<String> problemsOf(Map<String, String> options, Function<AbstractConfig, List<Problem>> check) {
        return check.apply(with(options)).stream().map(Problem::option).toList();
    }

    ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        group.accept(definition);
        return definition;
    }

    static ConnectionSettings connection(Map<String, String> options) {
        return ConnectionSettings.from(CONNECTION.with(options));
    }
}
