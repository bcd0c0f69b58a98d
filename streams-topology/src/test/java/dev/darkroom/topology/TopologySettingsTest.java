package dev.darkroom.topology;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.tracking.FairShares;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
                        0,
                        256L << 20,
                        new HttpAddress("127.0.0.1", 8084),
                        Optional.empty(),
                        TrackingSettings.DEFAULT,
                        Map.of("bootstrap.servers", "broker:9092")));
    }

    @Test
    void takesEverythingFromTheEnvironment() {
        // Given
        Map<String, String> environment = Map.ofEntries(
                entry("KAFKA_BOOTSTRAP_SERVERS", "broker:9092"),
                entry("KAFKA_SESSION_TIMEOUT_MS", "6000"),
                entry("STREAM_THREADS", "4"),
                entry("STATE_DIR", "/var/lib/darkroom"),
                entry("STANDBY_REPLICAS", "1"),
                entry("ROCKSDB_MEMORY_MB", "64"),
                entry("HTTP_HOST", "0.0.0.0"),
                entry("HTTP_PORT", "9000"),
                entry("APPLICATION_SERVER", "topology-3:9000"),
                entry("LARGEST_IMAGE_BYTES", "1000"),
                entry("LARGEST_IMAGE_PIXELS", "2000"),
                entry("TASK_ATTEMPTS", "5"),
                entry("TASK_TIMEOUT_SECONDS", "60"),
                entry("BACKOFF_SECONDS", "2"),
                entry("LONGEST_BACKOFF_SECONDS", "20"),
                entry("MOST_REDRIVES", "0"),
                entry("DEDUPE_WINDOW_HOURS", "24"),
                entry("HISTORY_HOURS", "200"),
                entry("SHARE_EXPRESS", "1"),
                entry("SHARE_STANDARD", "2"),
                entry("SHARE_BULK", "3"),
                entry("STATISTICS_WINDOW_SECONDS", "300"),
                entry("STATISTICS_INTERVAL_SECONDS", "5"));

        // When
        TopologySettings settings = TopologySettings.from(environment);

        // Then
        assertThat(settings)
                .isEqualTo(new TopologySettings(
                        4,
                        Path.of("/var/lib/darkroom"),
                        1,
                        64L << 20,
                        new HttpAddress("0.0.0.0", 9000),
                        Optional.of("topology-3:9000"),
                        new TrackingSettings(
                                new Limits(1000, 2000),
                                new Rules(
                                        5,
                                        Duration.ofMinutes(1),
                                        new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(20)),
                                        0,
                                        Duration.ofDays(1)),
                                new FairShares(1, 2, 3),
                                Duration.ofHours(200),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(5)),
                        Map.of("bootstrap.servers", "broker:9092", "session.timeout.ms", "6000")));
    }

    @ParameterizedTest
    @CsvSource({"168, 14, true", "169, 14, false", "0, 7, true", "1, 7, false", "336, 21, true"})
    void refusesAWindowThatWouldGiveOutRenditionsAboutToVanish(int windowHours, int retentionDays, boolean kept) {
        // Given
        Map<String, String> environment = with("DEDUPE_WINDOW_HOURS", Integer.toString(windowHours));
        environment.put("PROCESSED_RETENTION_DAYS", Integer.toString(retentionDays));
        environment.put("HISTORY_HOURS", "400");

        // When
        Throwable refusal = catchThrowable(() -> TopologySettings.from(environment));

        // Then
        if (kept) {
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal)
                    .hasMessageStartingWith(
                            "DEDUPE_WINDOW_HOURS is %d h and processed images are kept for %d days",
                            windowHours, retentionDays)
                    .hasMessageEndingWith(
                            "Lower the first to at most %d h or keep them longer", (retentionDays - 7) * 24);
        }
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
