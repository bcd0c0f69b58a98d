package dev.darkroom.webvariants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the libvips library lies: in the file that {@code DARKROOM_LIBVIPS} names (or the system property {@code
 * darkroom.libvips}), which takes the place of the one in the deployment package; {@code none} for none. By default in
 * {@code native/linux-x64} or {@code native/linux-arm64} of the deployment package.
 */
final class VipsFile {
    private VipsFile() {}

    static Optional<Path> find() {
        return find(System.getProperty("darkroom.libvips", ""), System.getenv(), System.getProperty("os.arch", ""));
    }

    static Optional<Path> find(String property, Map<String, String> environment, String architecture) {
        String named = property.isBlank() ? environment.getOrDefault("DARKROOM_LIBVIPS", "") : property;
        if (!named.isBlank()) {
            return named.toLowerCase(Locale.ROOT).equals("none") ? Optional.empty() : Optional.of(Path.of(named));
        }
        String root = environment.getOrDefault("LAMBDA_TASK_ROOT", "");
        if (root.isBlank()) {
            return Optional.empty();
        }
        String platform = architecture.equals("aarch64") ? "linux-arm64" : "linux-x64";
        return libraryIn(Path.of(root, "native", platform));
    }

    private static Optional<Path> libraryIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("libvips"))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for libvips in " + directory, e);
        }
    }
}
