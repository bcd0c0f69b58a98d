package dev.darkroom.localstack.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The topics of {@code msk-config/topics.yaml}: defaults for partitions, replication factor and configs, and a list of
 * topics that may override each.
 *
 * @param topics in the file's order, with the defaults applied
 */
public record TopicsFile(List<Topic> topics) {
    private static final String PARTITIONS = "partitions";
    private static final String REPLICATION_FACTOR = "replicationFactor";
    private static final String CONFIGS = "configs";

    public TopicsFile {
        topics = List.copyOf(topics);
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException when it does not have the shape described above; names the file
     */
    public static TopicsFile read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<?, ?> root = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
            Map<?, ?> defaults = map(root.get("defaults"));
            return new TopicsFile(list(root.get("topics")).stream()
                    .map(topic -> topic(map(topic), defaults))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the topics in " + file, e);
        }
    }

    /** The same topics with what a single broker can fulfil: one replica, in sync by itself. */
    public TopicsFile onOneBroker() {
        return new TopicsFile(topics.stream().map(TopicsFile::onOneBroker).toList());
    }

    private static Topic onOneBroker(Topic topic) {
        Map<String, String> configs = new HashMap<>(topic.configs());
        configs.replace("min.insync.replicas", "1");
        return new Topic(topic.name(), topic.partitions(), (short) 1, configs);
    }

    private static Topic topic(Map<?, ?> topic, Map<?, ?> defaults) {
        Map<String, String> configs = new HashMap<>(configs(defaults));
        configs.putAll(configs(topic));
        return new Topic(
                text(topic.get("name")),
                number(PARTITIONS, topic, defaults),
                (short) number(REPLICATION_FACTOR, topic, defaults),
                configs);
    }

    private static Map<String, String> configs(Map<?, ?> from) {
        return map(from.get(CONFIGS)).entrySet().stream()
                .collect(Collectors.toMap(config -> text(config.getKey()), config -> text(config.getValue())));
    }

    private static int number(String key, Map<?, ?> topic, Map<?, ?> defaults) {
        Object value = topic.containsKey(key) ? topic.get(key) : defaults.get(key);
        if (value instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(
                "topic " + topic.get("name") + " and the defaults have no whole number for " + key);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> map -> map;
            default -> throw new IllegalArgumentException("expected a mapping, found: " + value);
        };
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("expected a list of topics, found: " + value);
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a topic lacks its name, or a config its value");
        }
        return value.toString();
    }
}
