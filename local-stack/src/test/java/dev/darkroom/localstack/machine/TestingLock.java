package dev.darkroom.localstack.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Another process that opens state directories: locks are between processes. */
final class TestingLock implements AutoCloseable {
    private final Process process;
    private final Path path;

    private TestingLock(Process process, Path path) {
        this.process = process;
        this.path = path;
    }

    /** A process with an ephemeral directory below the parent. */
    static TestingLock hold(Path parent) throws IOException {
        Process process = start("hold", parent);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        return new TestingLock(process, Path.of(Objects.requireNonNull(output.readLine(), "its directory")));
    }

    /** The ephemeral directory of a process that was killed. */
    static Path leaveBehind(Path parent) throws IOException {
        try (TestingLock killed = hold(parent)) {
            return killed.path();
        }
    }

    /** Whether another process finds the directory in use. */
    static boolean isLocked(Path directory) throws IOException, InterruptedException {
        return start("try", directory).waitFor() != 0;
    }

    Path path() {
        return path;
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** What the other process does; the first argument says which. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        if (arguments[0].equals("try")) {
            StateDirectory.at(directory).close();
            return;
        }
        System.out.println(StateDirectory.ephemeralIn(directory).path());
        System.in.read();
    }

    private static Process start(String task, Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        TestingLock.class.getName(),
                        task,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
