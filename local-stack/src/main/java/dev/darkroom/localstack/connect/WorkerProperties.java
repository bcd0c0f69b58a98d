package dev.darkroom.localstack.connect;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.darkroom.localstack.machine.LoopbackPort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;

/** The worker's properties: a base that any worker needs, AWS's over it, and over both what differs on one machine. */
final class WorkerProperties {
    private static final String ENVIRONMENT_PARAMETER = "config.providers.env.param.";

    /** How clients get into a cluster on AWS; the local broker has no locks. */
    private static final Pattern SECURITY = Pattern.compile("((admin|producer|consumer)\\.)?(security|sasl|ssl)\\..*");

    private WorkerProperties() {}

    static Map<String, String> of(ConnectSettings settings, int port) {
        Map<String, String> properties = new HashMap<>(base());
        properties.putAll(settings.workerProperties());
        properties.keySet().removeIf(SECURITY.asMatchPredicate());
        properties.remove(ENVIRONMENT_PARAMETER + EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG);
        properties.putAll(worker(settings, port));
        if (settings.pluginPath().isEmpty()) {
            properties.remove("plugin.path");
        } else {
            properties.put("plugin.path", pluginPath(settings));
        }
        // the other way of finding plugins reads every class of every jar, for some ten seconds of CPU
        properties.put(
                "plugin.discovery",
                PluginManifests.areComplete(settings.pluginPath()) ? "service_load" : "hybrid_warn");
        properties.putAll(oneReplica());
        properties.putAll(quickRestart());
        visibleEnvironment(settings).forEach((name, value) -> properties.put(ENVIRONMENT_PARAMETER + name, value));
        return properties;
    }

    /** What connectors may read of the environment: all of it, or what the worker's properties allow on AWS too. */
    static Map<String, String> visibleEnvironment(ConnectSettings settings) {
        Predicate<String> allowed = Pattern.compile(settings.workerProperties()
                        .getOrDefault(ENVIRONMENT_PARAMETER + EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG, ".*"))
                .asMatchPredicate();
        return settings.environment().entrySet().stream()
                .filter(variable -> allowed.test(variable.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> base() {
        return Map.of(
                "group.id", "darkroom-connect",
                "config.storage.topic", "darkroom-connect-configs",
                "offset.storage.topic", "darkroom-connect-offsets",
                "status.storage.topic", "darkroom-connect-status",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
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
