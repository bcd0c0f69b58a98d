package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DarkroomTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Darkroom.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void listsItsCommands() {
        // When
        int exitCode = command.execute("help");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("up", "demo", "run-function", "sql").doesNotContain("train");
    }

    @Test
    void namesAnOptionItDoesNotKnow() {
        // When
        int exitCode = command.execute("up", "--ports", "9");

        // Then
        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--ports");
    }

    @Test
    void saysWhereItLookedForFunctions(@TempDir Path directory) {
        // When
        int nowhere = command.execute(
                "run-function",
                "sepia",
                "a.jpg",
                "--functions",
                directory.resolve("gone").toString());
        int empty = command.execute("run-function", "sepia", "a.jpg", "--functions", directory.toString());

        // Then
        assertThat(nowhere).isNotZero();
        assertThat(empty).isNotZero();
        assertThat(err.toString())
                .contains("gone is neither a folder nor a jar", "There is no jar in " + directory)
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhatToChangeInAWishToRedrive() {
        // When
        int nothing = command.execute("redrive");
        int both = command.execute("redrive", "--image", "a", "--reason", "CORRUPT");
        int noReason = command.execute("redrive", "--reason", "BAD_LUCK");
        int tooMany = command.execute("redrive", "--customer", "acme", "--limit", "10001");

        // Then
        assertThat(List.of(nothing, both, noReason, tooMany)).containsOnly(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains(
                        "Say which images: --image, --customer or --reason",
                        "--image names one image",
                        "CORRUPT",
                        "--limit is 1 to 10000, not 10001");
    }

    @Test
    void saysInOneSentenceWhatIsWrongBeforeItStartsAnything(@TempDir Path directory) {
        // When
        int exitCode = command.execute("demo", directory.resolve("nowhere").toString());

        // Then
        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("nowhere is not a folder").doesNotContain("\tat ");
        assertThat(out.toString()).doesNotContain("Starting");
    }

    @Test
    void saysWhatToStartBeforeItAsksAPlatformThatIsNotThere() throws IOException {
        // Given
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }

        // When
        int exitCode = command.execute("sql", "--dynamodb-port", Integer.toString(unused), "--chart", "top-customers");

        // Then
        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("start the platform with ./darkroom up", "--dynamodb-port");
    }
}
