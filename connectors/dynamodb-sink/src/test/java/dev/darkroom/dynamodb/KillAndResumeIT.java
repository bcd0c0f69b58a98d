package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that dies while requests are under way, and one that takes its place. */
@OnConnect
final class KillAndResumeIT {
    private static final int RECORDS = 600;
    private static final int ITEMS = 60;
    private static final int PARTITIONS = 2;
    private static final int REQUESTS_BEFORE = 4;

    @TempDir
    private static Path directory;

    private static Path plugin;

    @BeforeAll
    static void unpack() {
        plugin = PluginZip.unpackTo(directory);
    }

    @Test
    void endsInTheSameTableAsWithoutTheDeath() {
        killsAndResumes(20261127);
    }

    @Tag("proof")
    @RepeatedTest(8)
    void endsInTheSameTableForManySeeds(RepetitionInfo repetition) {
        killsAndResumes(repetition.getCurrentRepetition());
    }

    /** With one connector that puts and one by which the newer wins, since a worker takes its time to start. */
    private static void killsAndResumes(int seed) {
        // Given
        Random random = new Random(seed);
        String name = "killed-" + seed;
        List<Versioned> ordered = Versioned.inOrder(RECORDS, ITEMS, PARTITIONS, random);
        List<Versioned> shuffled = Versioned.inAnyOrder(RECORDS, ITEMS, PARTITIONS, random);
        try (Sink put = Sink.of(name + "-put", ordered);
                Sink newer = Sink.of(name + "-newer", shuffled)) {
            try (WorkerJvm worker = WorkerJvm.start("4.3", WorkerProperties.quick(name, plugin))) {
                put.run(worker, put::loses, Map.of());
                newer.run(worker, newer::delays, Map.of("newer.wins.by", "value.version"));
                put.awaitUnderWay();
                newer.awaitUnderWay();

                // When
                worker.kill();
            }
            put.heal();
            newer.heal();
            try (WorkerJvm worker = WorkerJvm.start("4.3", WorkerProperties.quick(name, plugin))) {
                put.topic.awaitAllCommitted(put.name);
                newer.topic.awaitAllCommitted(newer.name);
                newer.makeLateWrites();
                assertThat(worker.rest().states(put.name)).containsExactly("RUNNING");
                assertThat(worker.rest().states(newer.name)).containsExactly("RUNNING");
                worker.kill();
            }

            // Then
            assertThat(put.table.versions()).as("seed %s", seed).isEqualTo(Versioned.last(ordered));
            assertThat(newer.table.versions()).as("seed %s", seed).isEqualTo(Versioned.newest(shuffled));
        }
    }

    /** A connector with its topic, its table, and an endpoint that answers the first few requests only. */
    private static final class Sink implements AutoCloseable {
        private final String name;
        private final TestingTopic topic;
        private final TestingTable table;
        private final TestingDynamoDb dynamoDb =
                TestingDynamoDb.before(TestingConnect.shared().dynamoDb().endpoint());
        private final CountDownLatch afterwards = new CountDownLatch(1);
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger late = new AtomicInteger();

        private Sink(String name, TestingTopic topic, TestingTable table) {
            this.name = name;
            this.topic = topic;
            this.table = table;
        }

        static Sink of(String name, List<Versioned> records) {
            Sink sink = new Sink(name, TestingTopic.create(name, PARTITIONS), TestingTable.create(name, "id"));
            sink.topic.sendAll(records);
            return sink;
        }

        void run(WorkerJvm worker, TestingDynamoDb.Answer underWay, Map<String, String> options) {
            dynamoDb.otherwise(() -> requests.incrementAndGet() <= REQUESTS_BEFORE
                    ? TestingDynamoDb::asUsual
                    : requests.get() % 2 == 0 ? TestingDynamoDb.unanswered() : underWay);
            Map<String, String> config = WorkerProperties.connector(name);
            config.put("aws.endpoint", dynamoDb.endpoint());
            config.put("batch.size", "5");
            config.putAll(options);
            worker.rest().configure(name, config);
        }

        /** The writes are never made. */
        void loses(TestingDynamoDb.Call call) throws InterruptedException {
            afterwards.await();
            call.close();
        }

        /** The writes are made when the items are newer already. */
        void delays(TestingDynamoDb.Call call) throws InterruptedException, IOException {
            late.incrementAndGet();
            try {
                TestingDynamoDb.held(afterwards).to(call);
            } finally {
                late.decrementAndGet();
            }
        }

        void awaitUnderWay() {
            await().atMost(Duration.ofSeconds(60)).until(() -> requests.get() > REQUESTS_BEFORE + 1);
        }

        void heal() {
            assertThat(topic.committed(name).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as("the worker died with nothing left to do")
                    .isLessThan(RECORDS);
            dynamoDb.otherwise(() -> TestingDynamoDb::asUsual);
        }

        void makeLateWrites() {
            assertThat(late).hasPositiveValue();
            afterwards.countDown();
            await().until(() -> late.get() == 0);
        }

        @Override
        public void close() {
            afterwards.countDown();
            dynamoDb.close();
        }
    }
}
