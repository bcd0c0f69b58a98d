package dev.darkroom.localstack.connect;

import static java.util.stream.Collectors.joining;

import dev.darkroom.localstack.machine.LoopbackPort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The worker's properties: a base that any worker needs, AWS's over it, and over both what differs on one machine. */
final class WorkerProperties {
    static final String ENVIRONMENT_PARAMETER = "config.providers.env.param.";

    /** How clients get into a cluster on AWS; the local broker has no locks. */
    private static final Pattern SECURITY = Pattern.compile("((admin|producer|consumer)\\.)?(security|sasl|ssl)\\..*");

    private WorkerProperties() {}

    static Map<String, String> of(ConnectSettings settings, int port) {
        Map<String, String> properties = new HashMap<>(base());
        properties.putAll(settings.workerProperties());
        properties.keySet().removeIf(SECURITY.asMatchPredicate());
        properties.putAll(worker(settings, port));
        if (!settings.pluginPath().isEmpty()) {
            properties.put("plugin.path", pluginPath(settings));
        }
        properties.putAll(oneReplica());
        properties.putAll(quickRestart());
        settings.environment().forEach((name, value) -> properties.put(ENVIRONMENT_PARAMETER + name, value));
        return properties;
    }

    private static Map<String, String> base() {
        return Map.of(
                "group.id", "darkroom-connect",
                "config.storage.topic", "darkroom-connect-configs",
                "offset.storage.topic", "darkroom-connect-offsets",
                "status.storage.topic", "darkroom-connect-status",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                // the other ways of finding plugins read every class of every jar, for some ten seconds of CPU
                "plugin.discovery", "service_load");
    }

    private static Map<String, String> worker(ConnectSettings settings, int port) {
        return Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "listeners",
                "http://" + LoopbackPort.HOST + ":" + port,
                "rest.advertised.host.name",
                LoopbackPort.HOST,
                "rest.advertised.port",
                Integer.toString(port),
                "config.providers",
                "env",
                "config.providers.env.class",
                StackEnvironmentProvider.class.getName());
    }

    private static String pluginPath(ConnectSettings settings) {
        return settings.pluginPath().stream()
                .map(Path::toAbsolutePath)
                .map(Path::toString)
                .collect(joining(","));
    }

    private static Map<String, String> oneReplica() {
        return Map.of(
                "config.storage.replication.factor", "1",
                "offset.storage.replication.factor", "1",
                "offset.storage.partitions", "1",
                "status.storage.replication.factor", "1",
                "status.storage.partitions", "1");
    }

    /** After a kill the group waits for the dead member's session to end, and Connect for workers that might come back. */
    private static Map<String, String> quickRestart() {
        return Map.of(
                "session.timeout.ms", "3000",
                "heartbeat.interval.ms", "1000",
                "consumer.session.timeout.ms", "6000",
                "consumer.heartbeat.interval.ms", "2000",
                "scheduled.rebalance.max.delay.ms", "0");
    }
}
