package dev.darkroom.localstack.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A connector as {@code connectors/config/*.json} describes it: <code>{"name": …, "config": {…}}</code>.
 *
 * @param file for messages
 */
public record ConnectorFile(Path file, String name, Map<String, String> config) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The file's content as Jackson reads it. */
    private record Content(String name, Map<String, String> config) {}

    public ConnectorFile {
        config = Map.copyOf(config);
    }

    /**
     * Reads every {@code *.json} in a directory, by name; none when there is no such directory.
     *
     * @throws IllegalArgumentException when one is not a connector; names the file
     */
    public static List<ConnectorFile> readAll(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ConnectorFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list the connectors in " + directory, e);
        }
    }

    /**
     * Reads one file.
     *
     * @throws IllegalArgumentException when it is not a connector; names the file
     */
    public static ConnectorFile read(Path file) {
        try {
            Content content = JSON.readValue(Files.readString(file), Content.class);
            return new ConnectorFile(file, Objects.requireNonNull(content.name()), new TreeMap<>(content.config()));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IllegalArgumentException(file + " is not {\"name\": …, \"config\": {…}}: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the connector in " + file, e);
        }
    }

    /** The class that the connector is of; empty when the config does not say. */
    public String connectorClass() {
        return config.getOrDefault("connector.class", "");
    }

    /**
     * The connector with each variable replaced by what the environment has for it.
     *
     * @throws IllegalArgumentException when the environment lacks one; names file, setting and variable
     */
    public ConnectorFile withVariables(Map<String, String> environment) {
        requireVariables(environment);
        Map<String, String> filled = new TreeMap<>(config);
        filled.replaceAll((key, value) -> VARIABLE.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), ""))));
        return new ConnectorFile(file, name, filled);
    }

    /** Checks that the environment has each variable the config asks for; Connect would leave a missing one as it is. */
    void requireVariables(Map<String, String> environment) {
        config.forEach((key, value) -> {
            Matcher variable = VARIABLE.matcher(value);
            while (variable.find()) {
                if (!environment.containsKey(variable.group(1))) {
                    throw new IllegalArgumentException(
                            "%s: %s needs the environment variable %s, which is not set or not in the worker's allowlist"
                                    .formatted(file, key, variable.group(1)));
                }
            }
        });
    }
}
