package dev.darkroom.dynamodb;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task as Connect drives it: delivers, commits, closes partitions, stops. */
final class TestingTask implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DynamoDbSinkTask task = new DynamoDbSinkTask();
    private final Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();

    private TestingTask() {}

    static TestingTask start(SinkTaskContext context, Map<String, String> properties) {
        TestingTask testing = new TestingTask();
        testing.task.initialize(context);
        testing.task.start(properties);
        return testing;
    }

    void put(Collection<SinkRecord> records) {
        task.put(records);
        records.forEach(record -> delivered.put(
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                new OffsetAndMetadata(record.originalKafkaOffset() + 1)));
    }

    /** What Connect would commit now, by partition. */
    Map<TopicPartition, Long> commit() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        task.preCommit(delivered).forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    /** What Connect would commit now of a partition. */
    long committed(TopicPartition partition) {
        return commit().getOrDefault(partition, -1L);
    }

    /** Delivers nothing, as Connect does between records, until everything is settled. */
    void settle() {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> {
                    task.put(List.of());
                    return task.preCommit(delivered).equals(delivered);
                });
    }

    /** As at a rebalance that takes these partitions away. */
    void leave(Collection<TopicPartition> partitions) {
        task.close(partitions);
        delivered.keySet().removeAll(partitions);
    }

    @Override
    public void close() {
        task.stop();
    }
}
