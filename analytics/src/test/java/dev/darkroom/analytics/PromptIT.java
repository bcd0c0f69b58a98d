package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The prompt on a terminal, which util-linux's {@code script} gives to a process without one; skipped, saying so, where
 * that is not to be had. What is typed comes back in what the terminal shows.
 */
final class PromptIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path directory;

    private TestingTables tables;
    private Process terminal;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        assumeThat(makesTerminals())
                .as("util-linux's script, and pseudo-terminals for it")
                .isTrue();
        tables = TestingTables.start(directory.resolve("s3"));
        tables.put(Items.processed("image-1", "acme", 1_000, "2026-11-27T00:00:00.000Z"));
        ProcessBuilder runner = tables.process(tables.dynamoDb(), List.of());
        String command = runner.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        runner.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + directory);
        runner.environment().put("TERM", "xterm");
        terminal = runner.command(
                        SCRIPT.toString(), "-qfec", "stty cols 120 rows 40; exec " + command, shown().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("copy.txt").toFile())
                .start();
        awaitShown("sql> ");
    }

    @AfterEach
    void close() throws InterruptedException {
        if (terminal != null) {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly().waitFor();
            tables.close();
        }
    }

    @Test
    void answersStatementsOfSeveralLinesAndQuestionsByName() throws Exception {
        // When
        type("SELECT 40 + 2 AS figure,\r");
        awaitShown("  -> ");
        type("count(*) AS images FROM images;\r");

        // Then
        awaitShown("    42       1");

        // When
        type("top-customers\r");

        // Then
        awaitShown("megapixels");
        leave();
    }

    @Test
    void completesNamesWithTheTabulator() throws Exception {
        // When
        type("top-c\t\r");

        // Then
        awaitShown("megapixels");
        leave();
    }

    @Test
    void tellsWhatIsWrongAndStays() throws Exception {
        // When
        type("SELECT figure FROM nowhere;\r");

        // Then
        awaitShown("nowhere does not exist");

        // When
        type("help\r");

        // Then
        awaitShown("Which customers had the most images");
        leave();
    }

    @Test
    void remembersWhatWasAskedBefore() throws Exception {
        // Given
        type("SELECT 123456789 - 1 AS figure;\r");
        awaitShown("123456788");

        // When
        leave();

        // Then
        assertThat(directory.resolve(".darkroom_sql_history")).content().contains("SELECT 123456789 - 1 AS figure;");
    }

    private boolean makesTerminals() throws IOException, InterruptedException {
        return Files.isExecutable(SCRIPT)
                && new ProcessBuilder(SCRIPT.toString(), "-qfec", "stty cols 120 rows 40", "/dev/null")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    private void leave() throws Exception {
        type("exit\r");
        assertThat(terminal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(read())
                .isTrue();
        assertThat(terminal.exitValue()).as(read()).isZero();
    }

    private void type(String keys) throws IOException {
        OutputStream keyboard = terminal.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private void awaitShown(String text) {
        await().atMost(PATIENCE)
                .failFast("the prompt ended", () -> !terminal.isAlive())
                .untilAsserted(() -> assertThat(read()).contains(text));
    }

    private String read() throws IOException {
        return Files.exists(shown()) ? Files.readString(shown(), StandardCharsets.ISO_8859_1) : "";
    }

    private Path shown() {
        return directory.resolve("shown.txt");
    }
}
