package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./darkroom up} in a process of its own, from the class path that the build laid out, on free ports; the
 * script itself is left out, since it would build.
 */
final class RunningPlatform implements AutoCloseable {
    static final Path HOME =
            Path.of(System.getProperty("darkroom.home", "..")).toAbsolutePath().normalize();
    private static final Path DISTRIBUTION = HOME.resolve("cli/target/darkroom");
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final List<String> PORT_OPTIONS = List.of(
            "--kafka-port",
            "--connect-port",
            "--dynamodb-port",
            "--s3-port",
            "--glue-port",
            "--collection-port",
            "--streaming-port",
            "--topology-port");

    private final Process process;
    private final Path output;
    private final Map<String, Integer> ports;

    private RunningPlatform(Process process, Path output, Map<String, Integer> ports) {
        this.process = process;
        this.output = output;
        this.ports = ports;
    }

    /** Starts with its state in {@code state}, on ports of its own, and waits until it says it is ready. */
    static RunningPlatform start(Path state) {
        return start(state, freePorts());
    }

    private static RunningPlatform start(Path state, Map<String, Integer> ports) {
        try {
            Path output = Files.createTempFile(state.getParent(), "up-", ".out");
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "@" + DISTRIBUTION.resolve("jvm.options"),
                    "-Ddarkroom.home=" + HOME,
                    "-cp",
                    classPath(),
                    "dev.darkroom.cli.Darkroom",
                    "up",
                    "--state",
                    state.toString()));
            ports.forEach((option, port) -> command.addAll(List.of(option, port.toString())));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            RunningPlatform platform = new RunningPlatform(process, output, ports);
            platform.awaitReady();
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same again: same state, same ports. */
    RunningPlatform startAgain(Path state) {
        return start(state, ports);
    }

    /**
     * What {@code ./darkroom sql} prints about this platform.
     *
     * @param input what comes from its pipe
     */
    String sql(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sql",
                "--dynamodb-port",
                Integer.toString(dynamoDb().getPort()),
                "--s3-port",
                String.valueOf(ports.get("--s3-port"))));
        command.addAll(List.of(arguments));
        Run run = run(input, command);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run.output();
    }

    /** What {@code ./darkroom redrive} does at this platform. */
    Run redrive(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "redrive",
                "--bootstrap",
                bootstrapServers(),
                "--glue-port",
                Integer.toString(glue().getPort()),
                "--topology",
                topology().toString()));
        command.addAll(List.of(arguments));
        return run("", command);
    }

    /** How the command ended and what it printed. */
    record Run(int exitCode, String output, String errors) {}

    private Run run(String input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + DISTRIBUTION.resolve("jvm.options"),
                "-Ddarkroom.home=" + HOME,
                "-cp",
                classPath(),
                "dev.darkroom.cli.Darkroom"));
        command.addAll(arguments);
        Path in = Files.writeString(Files.createTempFile(output.getParent(), "run-", ".in"), input);
        Path out = Files.createTempFile(output.getParent(), "run-", ".out");
        Path errors = Files.createTempFile(output.getParent(), "run-", ".err");
        int exitCode = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        return new Run(exitCode, Files.readString(out), Files.readString(errors));
    }

    private void awaitReady() {
        try {
            await().atMost(START_PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> printed().contains("Ctrl-C stops it") || !process.isAlive());
            assertThat(process.isAlive()).as(printed()).isTrue();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI collection() {
        return url("--collection-port");
    }

    URI streaming() {
        return url("--streaming-port");
    }

    URI topology() {
        return url("--topology-port");
    }

    URI connect() {
        return url("--connect-port");
    }

    URI dynamoDb() {
        return url("--dynamodb-port");
    }

    URI glue() {
        return url("--glue-port");
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.get("--kafka-port");
    }

    /** The functions' processes. */
    List<ProcessHandle> functions() {
        return process.children().toList();
    }

    /** SIGKILL: nothing is flushed, nothing is said. (What the system had in its page cache stays, as with any crash but the machine's.) */
    void kill() throws InterruptedException {
        List<ProcessHandle> functions = functions();
        process.destroyForcibly().waitFor();
        await("the functions' processes end with their parent")
                .atMost(Duration.ofSeconds(20))
                .until(() -> functions.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** As Ctrl-C does; the exit has to be prompt. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The platform did not stop within 60 s of SIGTERM:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI url(String portOption) {
        return URI.create("http://127.0.0.1:" + ports.get(portOption));
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }

    private static Map<String, Integer> freePorts() {
        Map<String, Integer> ports = new TreeMap<>();
        PORT_OPTIONS.forEach(option -> ports.put(option, LoopbackPort.orFree(0)));
        return ports;
    }
}
