package dev.darkroom.topology;

import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instances of the topology in processes of their own, each by a name that its state directory has. */
final class InstanceProcesses implements AutoCloseable {
    private final Map<String, String> settings;
    private final Path directory;
    private final Map<String, Process> processes = new HashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    InstanceProcesses(Map<String, String> settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    Path stateOf(String name) {
        return directory.resolve(name);
    }

    void start(String name) throws IOException {
        int port = LoopbackPort.orFree(0);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put(TopologySettings.STATE_DIR, stateOf(name).toString());
        environment.put(TopologySettings.ROCKSDB_MEMORY_MB, "64");
        environment.put(TopologySettings.BACKOFF_SECONDS, "1");
        environment.put(TopologySettings.LONGEST_BACKOFF_SECONDS, "2");
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("KAFKA_HEARTBEAT_INTERVAL_MS", "2000");
        environment.put("HTTP_PORT", Integer.toString(port));
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TopologyProcess.class.getName())
                .inheritIO();
        process.environment().putAll(environment);
        processes.put(name, process.start());
        ports.put(name, port);
    }

    void kill(String name) throws InterruptedException {
        Process process = processes.remove(name);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        ports.remove(name);
    }

    List<Integer> ports() {
        return List.copyOf(ports.values());
    }

    boolean areReady() {
        return ports.values().stream().allMatch(InstanceProcesses::isReady);
    }

    private static boolean isReady(int port) {
        try {
            return get(port, "/readyz").statusCode() == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    static HttpResponse<String> get(int port, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
    }
}
