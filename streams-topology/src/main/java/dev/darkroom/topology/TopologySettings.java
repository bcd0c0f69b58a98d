package dev.darkroom.topology;

import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.tracking.FairShares;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How one instance of the topology runs.
 *
 * @param threads stream threads of this instance; more than its processors or than the topics' partitions do nothing
 * @param stateDirectory where state stores are kept; one per instance, and kept over restarts
 * @param standbyReplicas copies of the state kept up to date on other instances
 * @param rocksDbMemoryBytes bound on the memory of all RocksDB instances together
 * @param queries where questions are answered
 * @param applicationServer host:port by which other instances reach {@code queries}; its own address without it
 * @param tracking how images are tracked
 * @param kafka properties for Kafka's clients, bootstrap.servers among them
 */
record TopologySettings(
        int threads,
        Path stateDirectory,
        int standbyReplicas,
        long rocksDbMemoryBytes,
        HttpAddress queries,
        Optional<String> applicationServer,
        TrackingSettings tracking,
        Map<String, Object> kafka) {
    static final String STREAM_THREADS = "STREAM_THREADS";
    static final String STATE_DIR = "STATE_DIR";
    static final String STANDBY_REPLICAS = "STANDBY_REPLICAS";
    static final String ROCKSDB_MEMORY_MB = "ROCKSDB_MEMORY_MB";
    static final String APPLICATION_SERVER = "APPLICATION_SERVER";
    static final String LARGEST_IMAGE_BYTES = "LARGEST_IMAGE_BYTES";
    static final String LARGEST_IMAGE_PIXELS = "LARGEST_IMAGE_PIXELS";
    static final String TASK_ATTEMPTS = "TASK_ATTEMPTS";
    static final String TASK_TIMEOUT_SECONDS = "TASK_TIMEOUT_SECONDS";
    static final String BACKOFF_SECONDS = "BACKOFF_SECONDS";
    static final String LONGEST_BACKOFF_SECONDS = "LONGEST_BACKOFF_SECONDS";
    static final String MOST_REDRIVES = "MOST_REDRIVES";
    static final String DEDUPE_WINDOW_HOURS = "DEDUPE_WINDOW_HOURS";
    static final String HISTORY_HOURS = "HISTORY_HOURS";
    static final String PROCESSED_RETENTION_DAYS = "PROCESSED_RETENTION_DAYS";
    static final String STATISTICS_WINDOW_SECONDS = "STATISTICS_WINDOW_SECONDS";
    static final String STATISTICS_INTERVAL_SECONDS = "STATISTICS_INTERVAL_SECONDS";

    private static final int DEFAULT_PORT = 8084;
    private static final long DEFAULT_ROCKSDB_MEMORY_MB = 256;

    /** What is promised to clients of a processed image, and so of one that is given out again. */
    private static final Duration PROMISED = Duration.ofDays(7);

    TopologySettings {
        kafka = Map.copyOf(kafka);
    }

    /** @throws IllegalArgumentException naming the variable that is missing or makes no sense */
    static TopologySettings from(Map<String, String> environment) {
        Numbers numbers = new Numbers(environment);
        Rules rules = rules(numbers);
        requirePromise(rules.dedupeWindow(), Duration.ofDays(numbers.atLeast(1, PROCESSED_RETENTION_DAYS, 14)));
        return new TopologySettings(
                Math.toIntExact(numbers.between(1, Integer.MAX_VALUE, STREAM_THREADS, 1)),
                Path.of(environment.getOrDefault(STATE_DIR, defaultStateDirectory())),
                Math.toIntExact(numbers.between(0, 10, STANDBY_REPLICAS, 0)),
                numbers.between(8, 1 << 20, ROCKSDB_MEMORY_MB, DEFAULT_ROCKSDB_MEMORY_MB) << 20,
                HttpAddress.fromEnvironment(environment, DEFAULT_PORT),
                Optional.ofNullable(environment.get(APPLICATION_SERVER)).filter(server -> !server.isBlank()),
                tracking(numbers, rules),
                KafkaEnvironment.clientProperties(environment));
    }

    private static Rules rules(Numbers numbers) {
        Rules otherwise = Rules.DEFAULT;
        return new Rules(
                Math.toIntExact(numbers.between(1, 1000, TASK_ATTEMPTS, otherwise.attempts())),
                Duration.ofSeconds(numbers.atLeast(
                        1, TASK_TIMEOUT_SECONDS, otherwise.taskTimeout().toSeconds())),
                new Backoff(
                        Duration.ofSeconds(numbers.atLeast(
                                1, BACKOFF_SECONDS, otherwise.backoff().first().toSeconds())),
                        Duration.ofSeconds(numbers.atLeast(
                                1,
                                LONGEST_BACKOFF_SECONDS,
                                otherwise.backoff().longest().toSeconds()))),
                Math.toIntExact(numbers.between(0, 1000, MOST_REDRIVES, otherwise.redrives())),
                Duration.ofHours(numbers.atLeast(
                        0, DEDUPE_WINDOW_HOURS, otherwise.dedupeWindow().toHours())));
    }

    private static TrackingSettings tracking(Numbers numbers, Rules rules) {
        TrackingSettings otherwise = TrackingSettings.DEFAULT;
        return new TrackingSettings(
                new Limits(
                        numbers.atLeast(
                                1, LARGEST_IMAGE_BYTES, otherwise.limits().bytes()),
                        numbers.atLeast(
                                1, LARGEST_IMAGE_PIXELS, otherwise.limits().pixels())),
                rules,
                new FairShares(
                        share(numbers, "SHARE_EXPRESS", otherwise.shares().express()),
                        share(numbers, "SHARE_STANDARD", otherwise.shares().standard()),
                        share(numbers, "SHARE_BULK", otherwise.shares().bulk())),
                Duration.ofHours(
                        numbers.atLeast(1, HISTORY_HOURS, otherwise.history().toHours())),
                Duration.ofSeconds(numbers.atLeast(
                        1,
                        STATISTICS_WINDOW_SECONDS,
                        otherwise.statisticsWindow().toSeconds())),
                Duration.ofSeconds(numbers.atLeast(
                        1,
                        STATISTICS_INTERVAL_SECONDS,
                        otherwise.statisticsInterval().toSeconds())));
    }

    private static int share(Numbers numbers, String variable, int otherwise) {
        return Math.toIntExact(numbers.between(1, 1_000_000, variable, otherwise));
    }

    private static void requirePromise(Duration dedupeWindow, Duration retention) {
        if (dedupeWindow.plus(PROMISED).compareTo(retention) > 0) {
            throw new IllegalArgumentException(
                    "%s is %d h and processed images are kept for %d days (%s): a duplicate's renditions would be gone before the %d days promised. Lower the first to at most %d h or keep them longer"
                            .formatted(
                                    DEDUPE_WINDOW_HOURS,
                                    dedupeWindow.toHours(),
                                    retention.toDays(),
                                    PROCESSED_RETENTION_DAYS,
                                    PROMISED.toDays(),
                                    Math.max(0, retention.minus(PROMISED).toHours())));
        }
    }

    private static String defaultStateDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"), StreamsProperties.APPLICATION_ID)
                .toString();
    }
}
