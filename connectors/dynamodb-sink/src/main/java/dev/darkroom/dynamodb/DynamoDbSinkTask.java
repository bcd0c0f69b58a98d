package dev.darkroom.dynamodb;

import dev.darkroom.dynamodb.writing.MetricRegistry;
import dev.darkroom.dynamodb.writing.RejectedRecords;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * The task Connect drives. Records are written beside Connect's polls; only offsets whose writes DynamoDB has confirmed
 * are given back to be committed.
 */
public final class DynamoDbSinkTask extends SinkTask {
    /** Connect polls at least this often for the sake of its group while deliveries wait. */
    private static final long REDELIVERY_PAUSE_MILLIS = 100;

    private @Nullable RunningSink sink;

    @Override
    public void start(Map<String, String> props) {
        SinkConfig config = SinkConfig.from(props);
        String connector = props.getOrDefault("name", "dynamodb-sink");
        String task = props.getOrDefault(DynamoDbSinkConnector.TASK_NUMBER, "0");
        sink = RunningSink.start(
                connector + "-" + task,
                config,
                () -> MetricRegistry.of(context, connector, task),
                RejectedRecords.to(context.errantRecordReporter()));
    }

    /**
     * Accepts the records to be written, when there is room for them.
     *
     * @throws RetriableException when DynamoDB has not taken what was accepted before in {@code retry.timeout.ms}: Connect
     *     delivers the same records again, none of which was accepted
     * @throws org.apache.kafka.connect.errors.ConnectException when trying again cannot help
     */
    @Override
    public void put(Collection<SinkRecord> records) {
        RunningSink running = sink;
        if (running == null) {
            return;
        }
        try {
            running.pipeline().put(records);
        } catch (RetriableException e) {
            context.timeout(REDELIVERY_PAUSE_MILLIS);
            throw e;
        }
    }

    /** The offsets up to which everything is in DynamoDB, asks for nothing, or is stored as an errant record. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        RunningSink running = sink;
        return running == null ? Map.of() : running.pipeline().confirmed(currentOffsets);
    }

    /** Connect has committed what is confirmed; the rest of these partitions is for another task to write. */
    @Override
    public void close(Collection<TopicPartition> partitions) {
        RunningSink running = sink;
        if (running != null) {
            running.pipeline().forget(partitions);
        }
    }

    @Override
    public void stop() {
        RunningSink running = sink;
        sink = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.OF_THIS_PLUGIN;
    }
}
