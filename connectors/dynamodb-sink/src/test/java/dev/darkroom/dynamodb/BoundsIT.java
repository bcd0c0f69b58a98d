package dev.darkroom.dynamodb;

import static dev.darkroom.dynamodb.Records.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task holds while DynamoDB takes nothing, and what it shows of it. */
@OnDynamoDb
final class BoundsIT {
    private final TestingTable table = TestingTable.recreate("images", "id");
    private final TestingDynamoDb dynamoDb = TestingDynamoDb.before(OnDynamoDb.Shared.DYNAMO_DB.endpoint());

    @AfterEach
    void close() {
        dynamoDb.close();
    }

    @Test
    void acceptsNoMoreThanItsBoundsWhileTheEndpointStandsStill() {
        // Given
        CountDownLatch latch = new CountDownLatch(1);
        dynamoDb.otherwise(() -> call -> {
            latch.await();
            call.close();
        });
        try (TestingTask byRecords = task(Map.of("max.pending.records", "300"));
                TestingTask byBytes = task(Map.of("max.pending.bytes", "1000000"))) {

            // When, Then
            assertThat(acceptedOf(byRecords, 100)).isEqualTo(300);
            assertThat(acceptedOf(byBytes, 100_000)).isBetween(100, 200);
        } finally {
            latch.countDown();
        }
    }

    @Test
    void showsItsWorkByJmxWhereTheWorkerHasNoMetricsOfPlugins() throws Exception {
        // Given
        dynamoDb.next(TestingDynamoDb.processOnly(1), TestingDynamoDb.error(400, "ThrottlingException"));
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("darkroom:type=dynamodb-sink,connector=shown,task=0");
        try (TestingTask task = task(Map.of("name", "shown", "newer.wins.by", ""))) {

            // When
            task.put(new Records()
                    .some(5)
                    .with("k", value("id", "k0001", "text", "again"))
                    .with("bad", "no map")
                    .all());
            task.settle();

            // Then
            assertThat(beans.getAttribute(name, "record-total")).isEqualTo(7.0);
            assertThat(beans.getAttribute(name, "write-total")).isEqualTo(5.0);
            assertThat(beans.getAttribute(name, "request-total")).isEqualTo(3.0);
            assertThat(beans.getAttribute(name, "unprocessed-total")).isEqualTo(8.0);
            assertThat(beans.getAttribute(name, "throttle-total")).isEqualTo(2.0);
            assertThat(beans.getAttribute(name, "superseded-total")).isEqualTo(1.0);
            assertThat(beans.getAttribute(name, "rejected-total")).isEqualTo(1.0);
            assertThat(beans.getAttribute(name, "pending-records")).isEqualTo(0.0);
            assertThat((double) beans.getAttribute(name, "consumed-capacity-total"))
                    .isPositive();
            assertThat((double) beans.getAttribute(name, "request-latency-ms-p99"))
                    .isPositive();
        }
        assertThat(beans.isRegistered(name)).isFalse();
        assertThat(table.itemsBy("id")).hasSize(5);
    }

    @Test
    void countsRacesThatItLoses() throws Exception {
        // Given
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("darkroom:type=dynamodb-sink,connector=racing,task=0");
        try (TestingTask task = task(Map.of("name", "racing", "newer.wins.by", "record.offset"))) {
            task.put(new Records().some(3).all());
            task.settle();

            // When: the same records come again
            task.leave(List.of(new TopicPartition("images", 0)));
            task.put(new Records().some(3).all());
            task.settle();

            // Then
            assertThat(beans.getAttribute(name, "lost-race-total")).isEqualTo(3.0);
            assertThat(beans.getAttribute(name, "write-total")).isEqualTo(3.0);
        }
    }

    /** How many records are accepted before a delivery is handed back. */
    private static int acceptedOf(TestingTask task, int textLength) {
        int accepted = 0;
        try {
            while (accepted < 10_000) {
                Records records = new Records();
                for (int i = accepted; i < accepted + 100; i++) {
                    records.with("k", value("id", "i" + i, "text", "x".repeat(textLength)));
                }
                task.put(records.all());
                accepted += 100;
            }
            return accepted;
        } catch (RetriableException e) {
            return accepted;
        }
    }

    private TestingTask task(Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "hash.key.attribute", "id",
                "aws.region", "eu-central-1",
                "aws.endpoint", dynamoDb.endpoint(),
                "flush.timeout.ms", "200",
                "retry.timeout.ms", "100",
                "retry.backoff.ms", "1",
                "retry.backoff.max.ms", "4"));
        properties.putAll(options);
        return TestingTask.start(TestingSinkTaskContext.withReporter(), properties);
    }
}
