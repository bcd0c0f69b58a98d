package dev.darkroom.dynamodb.benchmark;

import dev.darkroom.dynamodb.DynamoDbSinkTask;
import dev.darkroom.dynamodb.TestingSinkTaskContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A task driven as Connect drives it: deliveries of as many records as a poll gives, until all of them are settled. */
final class SinkCase extends Case {
    private static final int POLL = 500;
    private static final int RECORDS = 100_000;
    private static final List<SinkRecord> SOURCE = BenchmarkRecords.records(10_000);
    private static final Map<TopicPartition, OffsetAndMetadata> ALL =
            Map.of(new TopicPartition(BenchmarkRecords.TABLE, 0), new OffsetAndMetadata(SOURCE.size()));

    private final DynamoDbSinkTask task = new DynamoDbSinkTask();
    private final int records;

    SinkCase(String name, String endpoint, int inFlight, Map<String, String> options) {
        super(name);
        records = options.isEmpty() ? RECORDS : RECORDS / 5;
        Map<String, String> properties = new HashMap<>(Map.of(
                "name",
                name.replace(", ", "-"),
                "hash.key.attribute",
                BenchmarkRecords.KEY,
                "aws.region",
                "eu-central-1",
                "aws.endpoint",
                endpoint,
                "max.requests.in.flight",
                String.valueOf(inFlight)));
        properties.putAll(options);
        task.initialize(TestingSinkTaskContext.withReporter());
        task.start(properties);
    }

    @Override
    int write() {
        for (int from = 0; from < records; from += POLL) {
            int place = from % SOURCE.size();
            task.put(SOURCE.subList(place, place + POLL));
        }
        while (!task.preCommit(ALL).equals(ALL)) {
            task.put(List.of());
        }
        return records;
    }

    @Override
    void end() {
        task.stop();
    }
}
