package dev.darkroom.dynamodb;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A model's records through real tasks, driven as Connect drives them, with random faults beside. */
final class SequentialModelRun {
    private final SequentialModel model;
    private final Random random;
    private final TestingTable table = TestingTable.recreate("images", "id");
    private final TestingSinkTaskContext context = TestingSinkTaskContext.withReporter();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private TestingTask task;

    private SequentialModelRun(SequentialModel model, Random random, Map<String, String> properties) {
        this.model = model;
        this.random = random;
        this.task = TestingTask.start(context, properties);
    }

    static SequentialModelRun through(SequentialModel model, long seed) {
        Random random = new Random(seed);
        try (TestingDynamoDb dynamoDb = TestingDynamoDb.before(OnDynamoDb.Shared.DYNAMO_DB.endpoint())) {
            Faults faults = new Faults(new Random(seed), model.standsLateWrites());
            dynamoDb.otherwise(faults::next);
            Map<String, String> properties = properties(model, random, dynamoDb);
            SequentialModelRun run = new SequentialModelRun(model, random, properties);
            run.deliverAll(properties);
            faults.end();
            run.task.settle();
            run.task.close();
            return run;
        }
    }

    /** Attributes as text, but for the key, by the items' keys. */
    Map<String, Map<String, String>> items() {
        Map<String, Map<String, String>> items = new TreeMap<>();
        table.itemsBy("id").forEach((key, item) -> items.put(key, textOf(item)));
        return items;
    }

    Set<String> reported() {
        return context.reported().stream().map(SequentialModel::nameOf).collect(toSet());
    }

    private static Map<String, String> textOf(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .filter(attribute -> !attribute.getKey().equals("id"))
                .collect(toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().n(), (a, b) -> a, TreeMap::new));
    }

    private static Map<String, String> properties(SequentialModel model, Random random, TestingDynamoDb dynamoDb) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "hash.key.attribute",
                "id",
                "hash.key.source",
                "key",
                "aws.region",
                "eu-central-1",
                "aws.endpoint",
                dynamoDb.endpoint(),
                "batch.size",
                String.valueOf(1 + random.nextInt(25)),
                "max.requests.in.flight",
                String.valueOf(1 + random.nextInt(8)),
                "max.pending.records",
                String.valueOf(1 + random.nextInt(80)),
                // A put that is made after it was given up would go backwards: nothing but a guard helps against that.
                "request.timeout.ms",
                model.standsLateWrites() ? "150" : "10000",
                "retry.timeout.ms",
                "20"));
        properties.putAll(Map.of("retry.backoff.ms", "1", "retry.backoff.max.ms", "4", "flush.timeout.ms", "4000"));
        properties.putAll(model.options());
        return properties;
    }

    private void deliverAll(Map<String, String> properties) {
        while (partitions().stream()
                .anyMatch(partition -> position(partition) < records(partition).size())) {
            deliver(poll());
            switch (random.nextInt(12)) {
                case 0, 1 -> committed.putAll(task.commit());
                case 2 -> restart(properties, random.nextBoolean());
                case 3 -> rebalance();
                default -> {
                    // Connect polls again.
                }
            }
        }
    }

    private List<SinkRecord> poll() {
        TopicPartition partition = partitions().get(random.nextInt(SequentialModel.PARTITIONS));
        List<SinkRecord> records = records(partition);
        int from = (int) position(partition);
        int to = Math.min(records.size(), from + 1 + random.nextInt(40));
        positions.put(partition, (long) to);
        return new ArrayList<>(records.subList(from, to));
    }

    private void deliver(List<SinkRecord> records) {
        for (boolean accepted = false; !accepted; ) {
            try {
                task.put(records);
                accepted = true;
            } catch (RetriableException e) {
                accepted = false;
            }
        }
    }

    /** A stop with a last commit, or one without, as when the last commit fails. */
    private void restart(Map<String, String> properties, boolean commits) {
        if (commits) {
            committed.putAll(task.commit());
        }
        task.leave(partitions());
        task.close();
        task = TestingTask.start(context, properties);
        positions.clear();
        positions.putAll(committed);
    }

    /** One partition goes to another task and comes back. */
    private void rebalance() {
        TopicPartition partition = partitions().get(random.nextInt(SequentialModel.PARTITIONS));
        if (random.nextBoolean()) {
            committed.putAll(task.commit());
        }
        task.leave(List.of(partition));
        positions.put(partition, committed.getOrDefault(partition, 0L));
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, SequentialModel.PARTITIONS)
                .mapToObj(partition -> new TopicPartition("images", partition))
                .toList();
    }

    private List<SinkRecord> records(TopicPartition partition) {
        return model.records(partition.partition());
    }

    private long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    /** What may happen to a request; none of it for good. */
    private static final class Faults {
        private final Random random;
        private final boolean lateWrites;
        private boolean ended;

        private Faults(Random random, boolean lateWrites) {
            this.random = random;
            this.lateWrites = lateWrites;
        }

        synchronized TestingDynamoDb.Answer next() {
            if (ended) {
                return TestingDynamoDb::asUsual;
            }
            return switch (random.nextInt(24)) {
                case 0 -> TestingDynamoDb.error(400, "ProvisionedThroughputExceededException");
                case 1 -> TestingDynamoDb.error(500, "InternalServerError");
                case 2 -> TestingDynamoDb.reset();
                case 3 -> TestingDynamoDb.unanswered();
                case 4, 5, 6 -> TestingDynamoDb.processOnly(random.nextInt(12));
                case 7 ->
                    lateWrites
                            ? TestingDynamoDb.madeLate(Duration.ofMillis(200))
                            : TestingDynamoDb.toldLate(Duration.ofMillis(200));
                default -> TestingDynamoDb::asUsual;
            };
        }

        synchronized void end() {
            ended = true;
        }
    }
}
