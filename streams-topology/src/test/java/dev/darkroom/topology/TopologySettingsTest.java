package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.darkroom.topology.admission.Limits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopologySettingsTest {
    private static final Map<String, String> MINIMAL = Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:9092");

    @Test
    void needsOnlyTheBrokers() {
        // When
        TopologySettings settings = TopologySettings.from(MINIMAL);

        // Then
        assertThat(settings)
                .isEqualTo(new TopologySettings(
                        1,
                        Path.of(System.getProperty("java.io.tmpdir"), "darkroom-topology"),
                        Limits.DEFAULT,
                        Map.of("bootstrap.servers", "broker:9092")));
    }

    @Test
    void takesEverythingFromTheEnvironment() {
        // Given
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "KAFKA_SESSION_TIMEOUT_MS", "6000",
                "STREAM_THREADS", "4",
                "STATE_DIR", "/var/lib/darkroom",
                "LARGEST_IMAGE_BYTES", "1000",
                "LARGEST_IMAGE_PIXELS", "2000");

        // When
        TopologySettings settings = TopologySettings.from(environment);

        // Then
        assertThat(settings)
                .isEqualTo(new TopologySettings(
                        4,
                        Path.of("/var/lib/darkroom"),
                        new Limits(1000, 2000),
                        Map.of("bootstrap.servers", "broker:9092", "session.timeout.ms", "6000")));
    }

    @ParameterizedTest
    @CsvSource({
        "STREAM_THREADS, 0",
        "STREAM_THREADS, many",
        "STREAM_THREADS, 3000000000",
        "LARGEST_IMAGE_BYTES, -1",
        "LARGEST_IMAGE_PIXELS, ''",
    })
    void namesTheVariableThatMakesNoSense(String variable, String value) {
        // Given
        Map<String, String> environment = with(variable, value);

        // When / Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopologySettings.from(environment))
                .withMessage("%s must be a whole number of at least 1, not %s", variable, value);
    }

    @Test
    void letsTheEnvironmentTuneButNotUndoAPromise() {
        // Given
        Map<String, String> environment = new HashMap<>(MINIMAL);
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("KAFKA_PROCESSING_GUARANTEE", "at_least_once");

        // When
        Properties properties = StreamsProperties.of(TopologySettings.from(environment));

        // Then
        assertThat(properties)
                .containsEntry("session.timeout.ms", "6000")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", 100)
                .containsEntry("batch.size", 131_072)
                .containsEntry("group.protocol", "classic");
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(MINIMAL);
        environment.put(variable, value);
        return environment;
    }
}
