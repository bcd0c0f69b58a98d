package dev.darkroom.webvariants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What libvips holds outside the heap for each bundled photo, and those in the directory DARKROOM_CORPUS, beside what is
 * reserved for it. {@code mvn -pl image-processor/web-variants test-compile exec:exec
 * -Dbenchmark=dev.darkroom.webvariants.MemoryBenchmark}
 */
final class MemoryBenchmark {
    private MemoryBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.printf("%-44s %6s %10s %10s %10s%n", "photo", "MP", "held MB", "bytes/px", "reserved");
        for (Path file : files()) {
            HeldMemory held = HeldMemory.of(file);
            System.out.printf(
                    "%-44s %6.1f %10.1f %10.2f %10.1f%n",
                    file.getFileName(),
                    held.pixels() / 1e6,
                    held.bytes() / 1048576.0,
                    (double) held.bytes() / held.pixels(),
                    held.estimated() / 1048576.0);
        }
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        TestingPhotos.names().stream()
                .filter(name -> !name.endsWith("truncated.jpg") && !name.startsWith("text"))
                .forEach(name -> files.add(TestingPhotos.DIRECTORY.resolve(name)));
        String more = System.getenv().getOrDefault("DARKROOM_CORPUS", "");
        if (!more.isBlank()) {
            try (Stream<Path> walked = Files.list(Path.of(more))) {
                walked.sorted().forEach(files::add);
            }
        }
        return files;
    }
}
