package dev.darkroom.dynamodb;

import dev.darkroom.dynamodb.connection.Preflight;
import dev.darkroom.dynamodb.mapping.TableName;
import dev.darkroom.dynamodb.settings.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes the records of any topics as items of DynamoDB tables. Its options are in the module's README. */
public final class DynamoDbSinkConnector extends SinkConnector {
    /** Tells a task its number, for the names of its threads and metrics. */
    static final String TASK_NUMBER = "task.number";

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
        return IntStream.range(0, maxTasks).mapToObj(this::taskConfig).toList();
    }

    private Map<String, String> taskConfig(int number) {
        Map<String, String> config = new HashMap<>(properties);
        config.put(TASK_NUMBER, String.valueOf(number));
        return config;
    }

    @Override
    public ConfigDef config() {
        return SinkConfig.definition();
    }

    /**
     * Checks each option by itself, then those that do not go together, then whether the tables are there and have the
     * keys of the mapping; each error stands at the key of the option to change.
     */
    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Config config = SinkConfig.checkTogether(super.validate(connectorConfigs), connectorConfigs);
        if (SinkConfig.isFine(config)) {
            checkTables(connectorConfigs).forEach(problem -> problem.addTo(config));
        }
        return config;
    }

    private static List<Problem> checkTables(Map<String, String> properties) {
        SinkConfig config = SinkConfig.of(properties);
        try {
            return config.preflight().enabled()
                    ? Preflight.problems(config.connection(), config.expectedTables(topics(properties)))
                    : List.of();
        } catch (ConnectException e) {
            return List.of(new Problem(TableName.OPTION, String.valueOf(e.getMessage())));
        }
    }

    /** As they are known before any record: not those of a pattern, and not where an SMT may rename them. */
    private static List<String> topics(Map<String, String> properties) {
        return properties.getOrDefault("transforms", "").isBlank()
                ? Stream.of(properties.getOrDefault(TOPICS_CONFIG, "").split(","))
                        .map(String::trim)
                        .filter(topic -> !topic.isEmpty())
                        .toList()
                : List.of();
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return PluginVersion.OF_THIS_PLUGIN;
    }
}
