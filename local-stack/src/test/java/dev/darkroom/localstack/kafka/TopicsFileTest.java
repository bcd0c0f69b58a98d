package dev.darkroom.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicsFileTest {
    @TempDir
    private Path directory;

    @Test
    void appliesTheDefaultsAndLetsATopicOverrideThem() throws IOException {
        // Given
        Path file = file("""
                defaults:
                  partitions: 6
                  replicationFactor: 3
                  configs: {min.insync.replicas: "2", retention.ms: "1000"}
                topics:
                  - name: plain
                  - name: special
                    partitions: 1
                    configs: {retention.ms: 5, cleanup.policy: compact}
                """);

        // When
        TopicsFile topics = TopicsFile.read(file);

        // Then
        assertThat(topics.topics())
                .containsExactly(
                        new Topic("plain", 6, (short) 3, Map.of("min.insync.replicas", "2", "retention.ms", "1000")),
                        new Topic(
                                "special",
                                1,
                                (short) 3,
                                Map.of("min.insync.replicas", "2", "retention.ms", "5", "cleanup.policy", "compact")));
    }

    @Test
    void needsOneReplicaOnOneBroker() throws IOException {
        // Given
        TopicsFile topics = TopicsFile.read(file("""
                defaults: {partitions: 6, replicationFactor: 3, configs: {min.insync.replicas: "2"}}
                topics: [{name: plain}]
                """));

        // When
        TopicsFile local = topics.onOneBroker();

        // Then
        assertThat(local.topics())
                .containsExactly(new Topic("plain", 6, (short) 1, Map.of("min.insync.replicas", "1")));
    }

    @Test
    void namesTheFileAndTheTopicThatLacksSomething() throws IOException {
        // Given
        Path file = file("topics: [{name: plain}]");

        // When / Then
        assertThatThrownBy(() -> TopicsFile.read(file))
                .hasMessage(file + ": topic plain and the defaults have no whole number for partitions");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("topics.yaml"), yaml);
    }
}
