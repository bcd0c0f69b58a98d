package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that change hands while their records are under way. */
@OnConnect
final class RebalanceIT {
    private static final String NAME = "rebalanced";
    private static final int PARTITIONS = 4;
    private static final int REQUESTS_BEFORE = 4;

    @TempDir
    private static Path directory;

    @Test
    void losesNothingAndKeepsTheNewestWhenTasksAndWorkersJoinInMidFlight() {
        // Given: records of every item in every partition, and a DynamoDB that holds every other write up
        Path plugin = PluginZip.unpackTo(directory);
        List<Versioned> records = Versioned.inAnyOrder(800, 80, PARTITIONS, new Random(20261127));
        TestingTopic topic = TestingTopic.create(NAME, PARTITIONS);
        TestingTable table = TestingTable.create(NAME, "id");
        topic.sendAll(records.subList(0, 400));
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        try (TestingDynamoDb dynamoDb = TestingDynamoDb.before(
                        TestingConnect.shared().dynamoDb().endpoint());
                WorkerJvm first = WorkerJvm.start("4.3", WorkerProperties.quick(NAME, plugin))) {
            dynamoDb.otherwise(() -> requests.incrementAndGet() > REQUESTS_BEFORE && requests.get() % 2 == 0
                    ? TestingDynamoDb.held(gate)
                    : TestingDynamoDb::asUsual);
            first.rest().configure(NAME, config(dynamoDb, 1));
            await().atMost(Duration.ofSeconds(60)).until(() -> requests.get() > REQUESTS_BEFORE + 2);

            // When
            first.rest().configure(NAME, config(dynamoDb, PARTITIONS));
            try (WorkerJvm second = WorkerJvm.start("4.3", WorkerProperties.quick(NAME, plugin))) {
                topic.sendAll(records.subList(400, 800));
                second.rest().awaitRunning(NAME, PARTITIONS);
                await().until(() -> new HashSet<>(second.rest().workers(NAME)).size() == 2);
                gate.countDown();
                topic.awaitAllCommitted(NAME);

                // Then
                assertThat(table.versions()).isEqualTo(Versioned.newest(records));
                second.rest().awaitRunning(NAME, PARTITIONS);
                second.kill();
                first.kill();
            }
        }
    }

    private static Map<String, String> config(TestingDynamoDb dynamoDb, int tasks) {
        Map<String, String> config = WorkerProperties.connector(NAME);
        config.put("tasks.max", String.valueOf(tasks));
        config.put("aws.endpoint", dynamoDb.endpoint());
        config.put("batch.size", "5");
        config.put("newer.wins.by", "value.version");
        return config;
    }
}
