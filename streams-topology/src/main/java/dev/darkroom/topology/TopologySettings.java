package dev.darkroom.topology;

import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.topology.admission.Limits;
import java.nio.file.Path;
import java.util.Map;

/**
 * How one instance of the topology runs.
 *
 * @param threads stream threads of this instance; more than its processors or than the topics' partitions do nothing
 * @param stateDirectory where state stores are kept; one per instance, and kept over restarts
 * @param limits the largest raw image taken on
 * @param kafka properties for Kafka's clients, bootstrap.servers among them
 */
record TopologySettings(int threads, Path stateDirectory, Limits limits, Map<String, Object> kafka) {
    static final String STREAM_THREADS = "STREAM_THREADS";
    static final String STATE_DIR = "STATE_DIR";
    static final String LARGEST_IMAGE_BYTES = "LARGEST_IMAGE_BYTES";
    static final String LARGEST_IMAGE_PIXELS = "LARGEST_IMAGE_PIXELS";

    TopologySettings {
        if (threads < 1) {
            throw new IllegalArgumentException(STREAM_THREADS + " must be at least 1, not " + threads);
        }
        kafka = Map.copyOf(kafka);
    }

    /** @throws IllegalArgumentException naming the variable that is missing or makes no sense */
    static TopologySettings from(Map<String, String> environment) {
        return new TopologySettings(
                Math.toIntExact(number(environment, STREAM_THREADS, 1)),
                Path.of(environment.getOrDefault(STATE_DIR, defaultStateDirectory())),
                new Limits(
                        number(environment, LARGEST_IMAGE_BYTES, Limits.DEFAULT.bytes()),
                        number(environment, LARGEST_IMAGE_PIXELS, Limits.DEFAULT.pixels())),
                KafkaEnvironment.clientProperties(environment));
    }

    private static long number(Map<String, String> environment, String variable, long otherwise) {
        String text = environment.getOrDefault(variable, Long.toString(otherwise));
        try {
            long number = Long.parseLong(text.strip());
            if (number < 1 || (variable.equals(STREAM_THREADS) && number > Integer.MAX_VALUE)) {
                throw new NumberFormatException("out of range");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable + " must be a whole number of at least 1, not " + text, e);
        }
    }

    private static String defaultStateDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"), StreamsProperties.APPLICATION_ID)
                .toString();
    }
}
