package dev.darkroom.localstack.kafka;

import java.util.Map;

/**
 * A topic as the broker should have it.
 *
 * @param configs topic-level settings by Kafka's names
 */
public record Topic(String name, int partitions, short replicationFactor, Map<String, String> configs) {
    public Topic {
        configs = Map.copyOf(configs);
        if (name.isBlank()) {
            throw new IllegalArgumentException("A topic has no name");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("Topic " + name + " needs at least 1 partition, not " + partitions);
        }
    }
}
