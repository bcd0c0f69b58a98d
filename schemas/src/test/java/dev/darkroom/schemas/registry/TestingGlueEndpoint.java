package dev.darkroom.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Glue's registry operations over HTTP on loopback, in memory, for tests of what speaks to Glue: it can be told to fail,
 * and to take its time over a new version.
 */
public final class TestingGlueEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestingGlueStore store = new TestingGlueStore();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private volatile TestingGlueError failure = new TestingGlueError(500, "InternalServiceException", "not now");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public TestingGlueEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port on loopback", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The operations asked for so far, in order, those that failed included. */
    public List<String> operations() {
        return List.copyOf(operations);
    }

    /** Answers the next requests with this error instead. */
    public void failNext(int requests, int status, String type) {
        failure = new TestingGlueError(status, type, "not now");
        failuresLeft.set(requests);
    }

    /** How many reads of a new version find it still being checked. */
    public void pendingReads(int reads) {
        store.pendingReads(reads);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            operations.add(operation);
            try {
                if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw failure;
                }
                answer(exchange, 200, store.answer(operation, request));
            } catch (TestingGlueError e) {
                answer(exchange, e.status(), Map.of("__type", e.type(), "Message", e.getMessage()));
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
