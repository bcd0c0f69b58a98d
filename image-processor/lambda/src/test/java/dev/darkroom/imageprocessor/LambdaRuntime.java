package dev.darkroom.imageprocessor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A fresh JVM with AWS's runtime interface client, and the Runtime API it talks to: one event after the other, and, for
 * a function whose environments start from snapshots, the moment at which the snapshot would be taken.
 */
final class LambdaRuntime implements AutoCloseable {
    private static final String API = "/2018-06-01/runtime/";

    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> restores = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final Process process;

    private LambdaRuntime(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "AWS_LAMBDA_RUNTIME_API",
                        "127.0.0.1:" + server.getAddress().getPort());
        process = builder.start();
    }

    /** Starts the JVM and returns at once. */
    static LambdaRuntime start(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        return new LambdaRuntime(command, environment, directory, log);
    }

    /** What the runtime does next: {@code next}, {@code restore}, or its answer to an event. */
    String await() throws InterruptedException {
        String signal = signals.poll(60, TimeUnit.SECONDS);
        if (signal == null || signal.startsWith("error")) {
            throw new IllegalStateException("The runtime does not work: " + signal);
        }
        return signal;
    }

    void give(String event) {
        events.add(event);
    }

    /** Lets the environment go on as it would when restored. */
    void restore() {
        restores.add("");
    }

    double cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(API + "invocation/next")) {
                signals.add("next");
                String event = events.take();
                exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "benchmark");
                exchange.getResponseHeaders()
                        .set(
                                "Lambda-Runtime-Deadline-Ms",
                                String.valueOf(Instant.now().plusSeconds(60).toEpochMilli()));
                exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:local");
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                answer(exchange, 200, event);
            } else if (path.equals(API + "restore/next")) {
                signals.add("restore");
                restores.take();
                answer(exchange, 200, "");
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                signals.add(path.endsWith("/response") ? body : "error at " + path + ": " + body);
                answer(exchange, 202, "{\"status\":\"OK\"}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Ends the JVM in order, so that it writes an AOT cache if it is to. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
