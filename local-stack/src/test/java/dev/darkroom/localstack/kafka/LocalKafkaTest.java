package dev.darkroom.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.PortTakenException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKafkaTest {
    @TempDir
    private Path directory;

    @Test
    void keepsRecordsAndClusterAcrossARestartOnAnotherPort() throws Exception {
        // Given
        String cluster;
        try (LocalKafka kafka = LocalKafka.start(KafkaSettings.in(directory))) {
            kafka.apply(new TopicsFile(List.of(new Topic("kept", 2, (short) 1, Map.of()))));
            TestingRecords.send(kafka.bootstrapServers(), "kept", List.of("one", "two", "three"));
            cluster = clusterId(kafka);
        }

        // When
        try (LocalKafka kafka = LocalKafka.start(KafkaSettings.in(directory))) {

            // Then
            assertThat(TestingRecords.values(kafka.bootstrapServers(), "kept"))
                    .containsExactlyInAnyOrder("one", "two", "three");
            assertThat(clusterId(kafka)).isEqualTo(cluster);
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            KafkaSettings settings = new KafkaSettings(directory, other.getLocalPort(), Map.of());

            // When / Then
            assertThatThrownBy(() -> LocalKafka.start(settings))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", wanted by Kafka, is in use");
        }
    }

    private static String clusterId(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }
}
