package dev.darkroom.localstack.connect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start the worker.
 *
 * @param bootstrapServers the Kafka it works with and keeps its state in
 * @param port of the REST API, 0 for any that is free
 * @param workerProperties properties of the workers on AWS; what differs on one machine is overridden
 * @param pluginPath directories that hold plugins, each in a directory or jar of its own
 * @param environment what <code>${env:NAME}</code> in a connector's config stands for
 */
public record ConnectSettings(
        String bootstrapServers,
        int port,
        Map<String, String> workerProperties,
        List<Path> pluginPath,
        Map<String, String> environment) {
    public ConnectSettings {
        workerProperties = Map.copyOf(workerProperties);
        pluginPath = List.copyOf(pluginPath);
        environment = Map.copyOf(environment);
    }
}
