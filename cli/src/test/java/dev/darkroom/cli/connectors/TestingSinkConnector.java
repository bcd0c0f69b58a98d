package dev.darkroom.cli.connectors;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Takes records and does nothing with them; its tasks end at their start while they are told to. */
public final class TestingSinkConnector extends SinkConnector {
    static final AtomicBoolean TASKS_FAIL = new AtomicBoolean();

    private Map<String, String> config = Map.of();

    @Override
    public void start(Map<String, String> properties) {
        config = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TestingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, config);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("label", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "what it is called")
                .define(
                        "limit",
                        ConfigDef.Type.INT,
                        1,
                        ConfigDef.Range.between(1, 9),
                        ConfigDef.Importance.LOW,
                        "limit")
                .define("pass.phrase", ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.LOW, "a secret");
    }

    @Override
    public String version() {
        return "1";
    }

    /** Does nothing. */
    public static final class TestingTask extends SinkTask {
        @Override
        public void start(Map<String, String> properties) {
            if (properties.getOrDefault("label", "").equals("fragile") && TASKS_FAIL.get()) {
                throw new ConnectException("told to fail");
            }
        }

        @Override
        public void put(Collection<SinkRecord> batch) {}

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }
}
