package dev.darkroom.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The plugin as it is handed out. */
final class PluginIT {
    private static final int JAVA_17 = 61;

    @Test
    void holdsOnlyWhatAWorkerLacksInItsZip() throws IOException {
        // When
        List<String> entries = entries(zip());

        // Then
        assertThat(entries)
                .anyMatch(name -> name.endsWith("/manifest.json"))
                .anyMatch(name -> name.endsWith("/doc/README.md"))
                .anyMatch(name -> name.endsWith("/doc/LICENSE"))
                .anyMatch(name -> name.matches(".*/lib/avro-converter-.*\\.jar"))
                .noneMatch(name -> name.matches(
                        ".*/lib/(kafka-|connect-|slf4j-|logback|apache|zstd|lz4|snappy|jspecify|netty).*"));
    }

    @Test
    void holdsTheSameJarsInItsDirectory() throws IOException {
        // When
        List<String> inZip = entries(zip()).stream()
                .filter(name -> name.endsWith(".jar"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();

        // Then
        try (var jars = Files.list(Path.of("target/plugin/avro-converter"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())).containsExactlyInAnyOrderElementsOf(inZip);
        }
    }

    @Test
    void runsOnJava17() throws IOException {
        // When, Then
        try (var jars = Files.list(Path.of("target/plugin/avro-converter"))) {
            assertThat(jars.toList())
                    .isNotEmpty()
                    .allSatisfy(jar -> assertThat(newestClass(jar)).isLessThanOrEqualTo(JAVA_17));
        }
    }

    private static Path zip() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> entries(Path zip) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }

    private static int newestClass(Path jar) throws IOException {
        int newest = 0;
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                boolean forNewerJava = entry.getName().startsWith("META-INF/versions/");
                if (entry.getName().endsWith(".class") && !forNewerJava) {
                    DataInputStream header = new DataInputStream(entries);
                    header.readInt();
                    header.readUnsignedShort();
                    newest = Math.max(newest, header.readUnsignedShort());
                }
            }
        }
        return newest;
    }
}
