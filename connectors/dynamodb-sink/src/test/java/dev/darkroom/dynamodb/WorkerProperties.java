package dev.darkroom.dynamodb;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How workers in JVMs of their own are configured: as by default, but for what a single machine needs. */
final class WorkerProperties {
    private WorkerProperties() {}

    static Map<String, String> of(String group, Path plugins) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers",
                TestingConnect.shared().bootstrapServers(),
                "group.id",
                group,
                "plugin.path",
                plugins.toString(),
                "key.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable",
                "false"));
        for (String storage : new String[] {"config", "offset", "status"}) {
            properties.put(storage + ".storage.topic", group + "-" + storage);
            properties.put(storage + ".storage.replication.factor", "1");
        }
        properties.putAll(Map.of(
                "offset.storage.partitions", "1",
                "status.storage.partitions", "1",
                "offset.flush.interval.ms", "500",
                "scheduled.rebalance.max.delay.ms", "0",
                // a dead worker is missed as soon as the broker allows
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "1000",
                "consumer.session.timeout.ms", "6000",
                "consumer.heartbeat.interval.ms", "1000",
                "consumer.metadata.max.age.ms", "1000"));
        return properties;
    }

    /** Started sooner, and stopping tasks for a shorter time, than by default. */
    static Map<String, String> quick(String group, Path plugins) {
        Map<String, String> properties = of(group, plugins);
        properties.put("plugin.discovery", "service_load");
        properties.put("task.shutdown.graceful.timeout.ms", "2000");
        return properties;
    }

    /** A connector from the topic to the table of the same name, which has the hash key id. */
    static Map<String, String> connector(String topic) {
        return new HashMap<>(Map.of(
                "topics", topic,
                "hash.key.attribute", "id",
                "aws.region", "us-east-1",
                "aws.endpoint", TestingConnect.shared().dynamoDb().endpoint().toString(),
                "aws.access.key.id", "test",
                "aws.secret.access.key", "test"));
    }
}
