package dev.darkroom.localstack.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginManifestsTest {
    @TempDir
    private Path plugins;

    @Test
    void areCompleteWhenEachPluginCanBeFoundByAServiceFile() throws IOException {
        // Given
        jar("one/lib/one.jar", "META-INF/services/org.apache.kafka.connect.sink.SinkConnector");
        jar("one/lib/library.jar", "org/example/Library.class");
        jar("two.jar", "META-INF/services/org.apache.kafka.connect.storage.Converter");
        Files.writeString(plugins.resolve("README"), "no plugin");

        // When / Then
        assertThat(PluginManifests.areComplete(List.of(plugins))).isTrue();
    }

    @Test
    void areIncompleteWhenOnePluginHasNone() throws IOException {
        // Given
        jar("one/lib/one.jar", "META-INF/services/org.apache.kafka.connect.sink.SinkConnector");
        jar("two/lib/two.jar", "META-INF/services/java.sql.Driver");

        // When / Then
        assertThat(PluginManifests.areComplete(List.of(plugins))).isFalse();
    }

    private void jar(String path, String entry) throws IOException {
        Path file = plugins.resolve(path);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry(entry));
        }
    }
}
