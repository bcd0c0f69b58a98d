package dev.darkroom.schemas;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Kafka client settings out of environment variables: {@code KAFKA_BOOTSTRAP_SERVERS} becomes {@code bootstrap.servers},
 * and so on for every variable that starts with {@code KAFKA_}. This is how the same artifact is told of a broker on
 * this machine and of an MSK cluster with IAM.
 */
public final class KafkaEnvironment {
    private static final String PREFIX = "KAFKA_";

    private KafkaEnvironment() {}

    /**
     * The Kafka client properties the environment asks for.
     *
     * @throws IllegalArgumentException when {@code KAFKA_BOOTSTRAP_SERVERS} is not set
     */
    public static Map<String, Object> clientProperties(Map<String, String> environment) {
        if (environment.getOrDefault(PREFIX + "BOOTSTRAP_SERVERS", "").isBlank()) {
            throw new IllegalArgumentException("KAFKA_BOOTSTRAP_SERVERS is not set: give the brokers as host:port,…");
        }
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(variable -> propertyName(variable.getKey()), Map.Entry::getValue));
    }

    private static String propertyName(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
