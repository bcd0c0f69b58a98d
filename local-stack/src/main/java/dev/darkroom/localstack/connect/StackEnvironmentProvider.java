package dev.darkroom.localstack.connect;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Resolves <code>${env:NAME}</code> from the parameters it is configured with, as Kafka's EnvVarConfigProvider does from
 * the environment of the worker's process; the stack shares its process and cannot change that.
 */
public final class StackEnvironmentProvider implements ConfigProvider {
    private Map<String, String> environment = Map.of();

    @Override
    public void configure(Map<String, ?> parameters) {
        environment = parameters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, parameter -> String.valueOf(parameter.getValue())));
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(environment);
    }

    @Override
    public ConfigData get(String path, Set<String> names) {
        return new ConfigData(environment.entrySet().stream()
                .filter(variable -> names.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public void close() {}
}
