package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionRunTest {
    private static final Path PHOTO = Path.of("..", "..", "photos", "cove-greyscale.png");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private final FunctionRun run = new FunctionRun(
            new Functions(List.of(TestingFunction.copying("copy"))),
            new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void putsRenditionsIntoADirectoryAndTellsOfThem() throws IOException {
        // When
        int status = run.run("copy", PHOTO, directory.resolve("out"), null);

        // Then
        assertThat(status).isZero();
        assertThat(directory.resolve("out").resolve("copy.png")).hasSameBinaryContentAs(PHOTO);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("copy", "image/png", "500x500");
    }

    @Test
    void saysWhichFunctionsThereAre() throws IOException {
        assertThat(run.run("sepia", PHOTO, directory, null)).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("No image function is named 'sepia'; there are [copy, copy@1].");
    }

    @Test
    void saysThatThereIsNoFile() throws IOException {
        assertThat(run.run("copy", directory.resolve("gone.jpg"), directory, null))
                .isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }
}
