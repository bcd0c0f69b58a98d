package dev.darkroom.localstack.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.Topic;
import dev.darkroom.localstack.kafka.TopicsFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LocalConnectTest {
    private static LocalKafka kafka;
    private static LocalConnect connect;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.ephemeral();
        kafka.apply(new TopicsFile(List.of(new Topic("events", 1, (short) 1, Map.of()))));
        connect = LocalConnect.start(new ConnectSettings(
                kafka.bootstrapServers(),
                0,
                Map.of("config.providers.env.param.allowlist.pattern", "LABEL|BAD_LABEL"),
                List.of(),
                Map.of("LABEL", "seen", "BAD_LABEL", "refused", "SECRET", "hidden")));
    }

    @AfterAll
    static void stop() {
        connect.close();
        kafka.close();
    }

    @Test
    void runsAConnectorWithItsEnvironmentResolved() throws Exception {
        // Given
        ConnectorFile connector = connector("recording", "${env:LABEL}");

        // When
        connect.apply(List.of(connector));
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("events", "one")).get();
        }

        // Then
        await().untilAsserted(() -> assertThat(RecordingSinkConnector.RECORDED).contains("seen:one"));
    }

    @Test
    void saysWhyAConnectorDoesNotRun() {
        // Given
        ConnectorFile connector = connector("refused", "${env:BAD_LABEL}");

        // When / Then
        assertThatThrownBy(() -> connect.apply(List.of(connector)))
                .isInstanceOf(ConnectorFailedException.class)
                .hasMessageContaining("Connector refused does not run")
                .hasMessageContaining("this label is refused")
                .hasMessageContaining("refused.json");
    }

    @Test
    void saysWhyAConfigIsNotAccepted() {
        // Given
        ConnectorFile connector = new ConnectorFile(
                Path.of("unknown.json"), "unknown", Map.of("connector.class", "NoSuchConnector", "topics", "events"));

        // When / Then
        assertThatThrownBy(() -> connect.apply(List.of(connector)))
                .isInstanceOf(ConnectorFailedException.class)
                .hasMessageContaining("NoSuchConnector");
    }

    @Test
    void namesTheVariableThatIsMissing() {
        // Given
        ConnectorFile connector = connector("incomplete", "${env:NOT_THERE}");

        // When / Then
        assertThatThrownBy(() -> connect.apply(List.of(connector)))
                .hasMessage("incomplete.json: label needs the environment variable NOT_THERE,"
                        + " which is not set or not in the worker's allowlist");
    }

    @Test
    void hidesVariablesThatTheWorkerDoesNotAllow() {
        // Given
        ConnectorFile connector = connector("curious", "${env:SECRET}");

        // When / Then
        assertThatThrownBy(() -> connect.apply(List.of(connector))).hasMessageContaining("variable SECRET");
    }

    @Test
    void answersOnItsRestApi() throws IOException, InterruptedException {
        // Given
        connect.apply(List.of(connector("listed", "any")));
        try (HttpClient http = HttpClient.newHttpClient()) {

            // When
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(connect.endpoint().resolve("/connectors"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> loggers = http.send(
                    HttpRequest.newBuilder(connect.endpoint().resolve("/admin/loggers"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            // Then
            assertThat(response.body()).contains("\"listed\"");
            assertThat(loggers.statusCode()).isEqualTo(200);
        }
    }

    private static ConnectorFile connector(String name, String label) {
        return new ConnectorFile(
                Path.of(name + ".json"),
                name,
                Map.of(
                        "connector.class",
                        RecordingSinkConnector.class.getName(),
                        "topics",
                        "events",
                        "value.converter",
                        "org.apache.kafka.connect.storage.StringConverter",
                        "label",
                        label));
    }
}
