package dev.darkroom.localstack.kafka;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to start the broker.
 *
 * @param directory where it keeps its logs; formatted when it is empty
 * @param port for clients, 0 for any that is free
 * @param brokerProperties settings of the brokers on AWS; what one node on one machine cannot fulfil is overridden
 */
public record KafkaSettings(Path directory, int port, Map<String, String> brokerProperties) {
    public KafkaSettings {
        brokerProperties = Map.copyOf(brokerProperties);
    }

    /** A broker on any free port with Kafka's own defaults, except that topics are not created by naming them. */
    public static KafkaSettings in(Path directory) {
        return new KafkaSettings(directory, 0, Map.of("auto.create.topics.enable", "false"));
    }
}
