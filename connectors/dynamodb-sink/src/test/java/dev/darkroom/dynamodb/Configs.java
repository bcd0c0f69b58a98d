package dev.darkroom.dynamodb;

import java.util.HashMap;
import java.util.Map;

/** Connector configurations of the integration tests. */
final class Configs {
    private Configs() {}

    /** From a topic of schemaless JSON to the table of the same name, keyed by {@code id}. */
    static Map<String, String> json(String topic, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "topics", topic,
                "tasks.max", "1",
                "hash.key.attribute", "id",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
        config.putAll(more);
        return config;
    }

    static Map<String, String> deadLettersTo(String topic) {
        return Map.of(
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", topic,
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true");
    }
}
