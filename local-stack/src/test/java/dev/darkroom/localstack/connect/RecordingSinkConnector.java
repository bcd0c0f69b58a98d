package dev.darkroom.localstack.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Keeps each value it is given, with its {@code label} before it; refuses to start with the label "refused". */
public final class RecordingSinkConnector extends SinkConnector {
    static final Queue<String> RECORDED = new ConcurrentLinkedQueue<>();

    private Map<String, String> config = Map.of();

    @Override
    public void start(Map<String, String> properties) {
        config = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RecordingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(config);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef().define("label", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "what goes before");
    }

    @Override
    public String version() {
        return "1";
    }

    /** Records. */
    public static final class RecordingTask extends SinkTask {
        private String label = "";

        @Override
        public void start(Map<String, String> properties) {
            label = properties.getOrDefault("label", "");
            if (label.equals("refused")) {
                throw new ConnectException("this label is refused");
            }
        }

        @Override
        public void put(Collection<SinkRecord> batch) {
            batch.forEach(record -> RECORDED.add(label + ":" + record.value()));
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }
}
