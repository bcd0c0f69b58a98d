package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutated photos in a process of their own, which must not hang, crash or hold more memory than an environment has:
 * whatever is wrong with an image, there is an answer, and soon.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class FuzzTest {
    private static final long SEED = Long.getLong("darkroom.seed", 20260101);
    /** For the rounds that are still to come on a busy machine. */
    private static final int PATIENCE_SECONDS = 180;

    private static final int HEAP_MEGABYTES = 256;
    private static final int MOST_MEGABYTES = 1024;
    private static final Pattern DONE = Pattern.compile("done (\\d+) rounds, (\\d+) MB");

    private final TestingEngine engine;

    @TempDir
    private Path directory;

    FuzzTest(TestingEngine engine) {
        this.engine = engine;
    }

    @Test
    void answersWhateverIsWrongWithAnImage() throws Exception {
        fuzz(10, 60);
    }

    @Test
    @Tag("proof")
    void answersWhateverIsWrongWithAnImageForAWhile() throws Exception {
        fuzz(120, 300);
    }

    private void fuzz(int seconds, int leastRounds) throws IOException, InterruptedException {
        // When
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command(seconds, leastRounds))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();

        // Then
        List<String> lines = Files.readAllLines(output);
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        assertThat(ended).as("ended in time; seed %d, last: %s", SEED, last).isTrue();
        assertThat(process.exitValue()).as("seed %d, last: %s", SEED, last).isZero();
        Matcher done = DONE.matcher(last);
        assertThat(done.find()).as(last).isTrue();
        assertThat(Integer.parseInt(done.group(1))).as("rounds").isGreaterThanOrEqualTo(leastRounds);
        assertThat(Integer.parseInt(done.group(2))).as("MB").isLessThan(MOST_MEGABYTES);
    }

    private List<String> command(int seconds, int leastRounds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Fuzzing.class.getName(),
                engine.toString(),
                String.valueOf(SEED),
                String.valueOf(seconds),
                String.valueOf(leastRounds));
    }
}
