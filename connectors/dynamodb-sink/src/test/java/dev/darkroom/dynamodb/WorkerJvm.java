package dev.darkroom.dynamodb;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A Connect worker of a release of Kafka, as {@code connectors/workers} has it, in a JVM of its own: of the Java that
 * Maven runs on, which is 17 where that is what Maven finds first.
 */
final class WorkerJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;
    private final int jmxPort;
    private final WorkerRest rest;
    private final Thread lastResort;

    private WorkerJvm(Process process, Path log, int jmxPort, WorkerRest rest) {
        this.process = process;
        this.log = log;
        this.jmxPort = jmxPort;
        this.rest = rest;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts the worker and waits until it answers; configuration and log are in {@code target/workers}. */
    static WorkerJvm start(String release, Map<String, String> properties) {
        Path directory = Path.of("target/workers");
        URI rest = URI.create("http://" + LoopbackPort.HOST + ":" + LoopbackPort.orFree(0));
        int jmxPort = LoopbackPort.orFree(0);
        String name = properties.get("group.id") + "-" + rest.getPort();
        Path log = directory.resolve(name + ".log");
        Map<String, String> all = new HashMap<>(properties);
        all.put("listeners", rest.toString());
        Path file = write(directory.resolve(name + ".properties"), all);
        WorkerJvm worker =
                new WorkerJvm(launch(command(release, jmxPort, file), log), log, jmxPort, new WorkerRest(rest));
        try {
            await().atMost(PATIENCE).until(() -> worker.isReady());
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw new IllegalStateException("The worker of Kafka " + release + " did not start; see " + log, e);
        }
    }

    /** The Java that workers run on. */
    static String java() {
        return System.getProperty("worker.java.home", System.getProperty("java.home"));
    }

    WorkerRest rest() {
        return rest;
    }

    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of an attribute of what the JVM shows over JMX under names of the pattern. */
    @SuppressWarnings("BanJNDI") // the other end is a JVM that this one has started
    List<Object> managed(String pattern, String attribute) {
        try (JMXConnector jmx = JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + LoopbackPort.HOST + ":" + jmxPort + "/jmxrmi"))) {
            MBeanServerConnection beans = jmx.getMBeanServerConnection();
            List<Object> values = new ArrayList<>();
            for (ObjectName name : beans.queryNames(new ObjectName(pattern), null)) {
                values.add(beans.getAttribute(name, attribute));
            }
            return values;
        } catch (IOException | JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the JVM at once (SIGKILL). */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("It ended with " + process.exitValue());
        }
        return rest.get("/connectors").map(JsonNode::isArray).orElse(false);
    }

    private static List<String> command(String release, int jmxPort, Path properties) {
        Path jars = Path.of("../workers/connect-" + release + "/target/lib").toAbsolutePath();
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(
                    "Build the worker first: mvn -pl connectors/workers/connect-" + release + " verify");
        }
        String jmx = "-Dcom.sun.management.jmxremote";
        Path logging = Path.of("src/test/resources/worker").toAbsolutePath();
        return List.of(
                java() + "/bin/java",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                jmx + ".host=" + LoopbackPort.HOST,
                jmx + ".port=" + jmxPort,
                jmx + ".rmi.port=" + jmxPort,
                jmx + ".authenticate=false",
                jmx + ".ssl=false",
                "-Djava.rmi.server.hostname=" + LoopbackPort.HOST,
                "-Dlog4j.configuration=" + logging.resolve("log4j.properties").toUri(),
                "-Dlog4j2.configurationFile="
                        + logging.resolve("log4j2.properties").toUri(),
                "-cp",
                jars + "/*",
                "org.apache.kafka.connect.cli.ConnectDistributed",
                properties.toString());
    }

    private static Path write(Path file, Map<String, String> properties) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(
                    file,
                    properties.entrySet().stream()
                            .map(property -> property.getKey() + "=" + property.getValue())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
