package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParentDeathTest {
    @TempDir
    private Path work;

    @Test
    void endsABusyFunctionWithItsParentHoweverThatDies() throws Exception {
        // Given
        TestingPackage.write(work.resolve("function.zip"));
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingParent.class.getName(),
                        work.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle child = ProcessHandle.of(Long.parseLong(Objects.requireNonNull(output.readLine())))
                    .orElseThrow();
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(work.resolve("parent.trace")));

            // When
            parent.destroyForcibly().waitFor();

            // Then
            await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
            assertThat(parent.exitValue()).isEqualTo(137);
        }
    }
}
