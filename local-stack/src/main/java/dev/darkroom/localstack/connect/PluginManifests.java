package dev.darkroom.localstack.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The service files by which a worker finds plugins without reading all their classes (KIP-898). Older plugins, and
 * Confluent's S3 sink among the new ones, have none.
 */
final class PluginManifests {
    private static final String SERVICES = "META-INF/services/org.apache.kafka.connect.";

    private PluginManifests() {}

    /** Whether each plugin of these directories has one. */
    static boolean areComplete(List<Path> pluginPath) {
        return pluginPath.stream()
                .flatMap(directory -> list(directory).stream())
                .filter(plugin -> Files.isDirectory(plugin) || isJar(plugin))
                .allMatch(PluginManifests::hasOne);
    }

    private static boolean hasOne(Path plugin) {
        if (isJar(plugin)) {
            return names(plugin).stream().anyMatch(name -> name.startsWith(SERVICES));
        }
        try (Stream<Path> files = Files.walk(plugin)) {
            return files.filter(PluginManifests::isJar).anyMatch(PluginManifests::hasOne);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the Connect plugin " + plugin, e);
        }
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private static List<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + jar + " of a Connect plugin", e);
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> plugins = Files.list(directory)) {
            return plugins.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list the Connect plugins in " + directory, e);
        }
    }
}
