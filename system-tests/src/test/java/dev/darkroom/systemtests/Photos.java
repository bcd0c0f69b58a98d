package dev.darkroom.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bundled photos, and which of them are meant to fail, with what reason. */
final class Photos {
    static final Map<String, String> REASONS =
            Map.of("sunset-truncated.jpg", "TRUNCATED", "text-named-as-photo.jpg", "UNSUPPORTED_TYPE");

    private Photos() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.list(RunningPlatform.HOME.resolve("photos"))) {
            return files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
