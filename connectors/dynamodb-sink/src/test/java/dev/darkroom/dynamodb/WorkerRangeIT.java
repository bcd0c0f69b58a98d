package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The plugin in stock workers of both ends of the range it is made for. */
@OnConnect
final class WorkerRangeIT {
    @TempDir
    private static Path directory;

    private static Path plugin;

    @BeforeAll
    static void unpack() {
        plugin = PluginZip.unpackTo(directory.resolve("plugins"));
        LoggerFactory.getLogger(WorkerRangeIT.class).warn("Workers run on the Java of {}", WorkerJvm.java());
    }

    @Test
    void writesItemsInTheOldestWorkerAndShowsMetricsOfItsOwn() {
        assertThat(metricsOfWritingIn("3.7", "darkroom:type=dynamodb-sink,*")).containsExactly(2.0);
    }

    @Test
    void writesItemsInTheNewestWorkerAndShowsConnectsMetricsOfPlugins() {
        assertThat(metricsOfWritingIn("4.3", "kafka.connect:type=plugins,*")).containsExactly(2.0);
    }

    /** Has two items written and returns how many the beans of the pattern say. */
    private static List<Object> metricsOfWritingIn(String release, String pattern) {
        // Given
        String name = "range-" + release;
        TestingTopic topic = TestingTopic.create(name);
        TestingTable table = TestingTable.create(name, "id");
        try (WorkerJvm worker = WorkerJvm.start(release, WorkerProperties.of(name, plugin))) {
            worker.rest().configure(name, WorkerProperties.connector(name));
            worker.rest().awaitRunning(name, 1);

            // When
            topic.send("k", "{\"id\": \"1\", \"n\": 1}");
            topic.send("k", "{\"id\": \"2\", \"n\": 2}");
            topic.awaitCommitted(name, 2);

            // Then
            assertThat(table.itemsBy("id")).containsOnlyKeys("1", "2");
            assertThat(worker.rest().states(name)).containsExactly("RUNNING");
            assertThat(worker.log()).noneMatch(line -> line.matches("[0-9:.]+ (ERROR|FATAL) .*"));
            return worker.managed(pattern.replace(",*", ",connector=" + name + ",task=0,*"), "write-total");
        }
    }
}
