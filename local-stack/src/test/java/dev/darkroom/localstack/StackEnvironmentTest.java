package dev.darkroom.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StackEnvironmentTest {
    private static final Ports PORTS = new Ports(1, 2, 3, 4, 5);

    @Test
    void takesTheDoorsOfMskAwayFromOurFunctions() {
        // Given
        StackEnvironment environment =
                new StackEnvironment(PORTS, new ProjectFiles(Path.of("..")).template("127.0.0.1:1"));

        // When
        Map<String, String> variables = environment.functionVariables();

        // Then
        assertThat(variables)
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "")
                .containsEntry("KAFKA_SASL_MECHANISM", "")
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "")
                .containsEntry("KAFKA_SASL_CLIENT_CALLBACK_HANDLER_CLASS", "")
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                .containsEntry("PROCESSED_BUCKET", "darkroom-processed-000000000000");
    }

    @Test
    void namesOurBucketsAndTables() {
        // Given
        StackEnvironment environment =
                new StackEnvironment(PORTS, new ProjectFiles(Path.of("..")).template("127.0.0.1:1"));

        // When / Then
        assertThat(environment.variables())
                .containsEntry("RAW_BUCKET", "darkroom-raw-000000000000")
                .containsEntry("IMAGES_TABLE", "images")
                .containsEntry("CUSTOMER_STATS_TABLE", "customer-stats")
                .containsEntry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:4");
    }
}
