package dev.darkroom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Jars with image functions of someone's own. */
final class FunctionJars {
    private FunctionJars() {}

    /**
     * The jars of a folder, in an order that depends on nothing but their names; or the one jar that is named.
     *
     * @throws IllegalArgumentException when there is none
     */
    static List<Path> in(Path folderOrJar) {
        if (Files.isRegularFile(folderOrJar)) {
            return List.of(folderOrJar.toAbsolutePath());
        }
        if (!Files.isDirectory(folderOrJar)) {
            throw new IllegalArgumentException(folderOrJar + " is neither a folder nor a jar");
        }
        try (Stream<Path> files = Files.list(folderOrJar)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new IllegalArgumentException("There is no jar in " + folderOrJar);
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folderOrJar, e);
        }
    }
}
