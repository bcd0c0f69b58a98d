package dev.darkroom.dynamodb;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes the records of any topics as items of DynamoDB tables. Its options are in the module's README. */
public final class DynamoDbSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> props) {
        SinkConfig.from(props);
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DynamoDbSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public ConfigDef config() {
        return SinkConfig.definition();
    }

    /** Checks each option by itself, and at its own key each one that does not go with another. */
    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        return SinkConfig.checkTogether(super.validate(connectorConfigs), connectorConfigs);
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return Version.OF_THIS_PLUGIN;
    }
}
