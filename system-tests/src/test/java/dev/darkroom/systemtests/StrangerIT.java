package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else's client (librdkafka and an Avro library in Python) reads processed-images with the schema's text and
 * the 18-byte rule. Needs {@code python3} with venv and pip; skipped, saying so, where they are not to be had.
 */
final class StrangerIT {
    private static final Path PYTHON = RunningPlatform.HOME.resolve("system-tests/src/test/python");
    private static final Path SCHEMA = RunningPlatform.HOME.resolve("schemas/history/ProcessedImage/2.avsc");

    @Test
    void readsProcessedImagesWithoutAnythingOfOurs(@TempDir Path directory) throws Exception {
        // Given
        Path venv = directory.resolve("venv");
        assumeThat(python(directory, "python3", "-m", "venv", venv.toString())
                        && python(
                                directory,
                                venv.resolve("bin/pip").toString(),
                                "install",
                                "--quiet",
                                "--requirement",
                                PYTHON.resolve("requirements.txt").toString()))
                .as("python3 with venv and pip, and what requirements.txt names")
                .isTrue();
        try (RunningPlatform platform = RunningPlatform.start(directory.resolve("state"))) {
            Client acme = new Client(platform, "acme");
            String imageId = acme.upload(RunningPlatform.HOME.resolve("photos/puppies.gif"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> acme.metadata(imageId).statusCode() == 200);

            // When
            boolean read = python(
                    directory,
                    venv.resolve("bin/python").toString(),
                    PYTHON.resolve("read_processed_images.py").toString(),
                    platform.bootstrapServers(),
                    SCHEMA.toString(),
                    "1");

            // Then
            String printed = Files.readString(directory.resolve("python.out"), StandardCharsets.UTF_8);
            assertThat(read).as(printed).isTrue();
            assertThat(printed)
                    .contains("\"image_id\": \"" + imageId + "\"", "\"name\": \"thumbnail\"", "\"name\": \"web\"");
        }
    }

    private static boolean python(Path directory, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                    directory.resolve("python.out").toFile()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
