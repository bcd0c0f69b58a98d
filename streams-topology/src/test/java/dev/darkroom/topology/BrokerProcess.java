package dev.darkroom.topology;

import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.kafka.KafkaSettings;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The local stack's broker in a process of its own, for a test to kill. What it has acknowledged is with the operating
 * system, which does not die with it.
 */
final class BrokerProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Path directory;
    private final int port = LoopbackPort.orFree(0);
    private Process process;

    BrokerProcess(Path directory) throws IOException {
        this.directory = directory;
        this.process = spawn();
    }

    static void main(String[] arguments) throws InterruptedException {
        KafkaSettings settings = KafkaSettings.in(Path.of(arguments[0]));
        LocalKafka.start(
                new KafkaSettings(settings.directory(), Integer.parseInt(arguments[1]), settings.brokerProperties()));
        Thread.currentThread().join();
    }

    String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** SIGKILL: nothing is written, closed or said good-bye to. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** On the same port with the same logs. */
    void startAgain() throws IOException {
        process = spawn();
    }

    private Process spawn() throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .inheritIO()
                .start();
        await().atMost(LONGEST_START).ignoreExceptions().until(this::serves);
        return started;
    }

    private boolean serves() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
