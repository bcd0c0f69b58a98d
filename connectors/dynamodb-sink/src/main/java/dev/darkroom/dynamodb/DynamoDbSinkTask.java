package dev.darkroom.dynamodb;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * The task Connect drives. A delivery is written before {@link #put} returns, so the offsets Connect holds for
 * delivered records are exactly those whose writes DynamoDB has confirmed.
 */
public final class DynamoDbSinkTask extends SinkTask {
    private @Nullable RunningSink sink;

    @Override
    public void start(Map<String, String> props) {
        SinkConfig config = SinkConfig.from(props);
        sink = RunningSink.start(config, RejectedRecords.to(context.errantRecordReporter()));
    }

    /**
     * Writes the records; returns when all of them are in DynamoDB or with the errant record reporter.
     *
     * @throws RetriableException when DynamoDB could not take all of them in {@code retry.timeout.ms}. Connect delivers
     *     the same records again; writing those again that were taken changes nothing, as a put is a function of its
     *     record, and none of them has been reported yet.
     * @throws org.apache.kafka.connect.errors.ConnectException when trying again cannot help
     */
    @Override
    public void put(Collection<SinkRecord> records) {
        RunningSink running = sink;
        if (running == null || records.isEmpty()) {
            return;
        }
        try {
            running.put(records);
        } catch (RetriableException e) {
            context.timeout(running.redeliveryPause().toMillis());
            throw e;
        }
    }

    /** Connect counts a delivery in {@code currentOffsets} once {@link #put} has returned: all of these are confirmed. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return currentOffsets;
    }

    @Override
    public void stop() {
        if (sink != null) {
            sink.close();
            sink = null;
        }
    }

    @Override
    public String version() {
        return Version.OF_THIS_PLUGIN;
    }
}
