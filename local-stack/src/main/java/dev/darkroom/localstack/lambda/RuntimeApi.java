package dev.darkroom.localstack.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.localstack.machine.LoopbackHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP interface a Lambda runtime talks to, for one environment (Lambda guide, runtimes-api): it fetches an
 * invocation with {@code next} and posts its response or error.
 */
final class RuntimeApi implements AutoCloseable {
    private static final Pattern OUTCOME = Pattern.compile("/2018-06-01/runtime/invocation/([^/]+)/(response|error)");
    private static final String NEXT = "/2018-06-01/runtime/invocation/next";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

    private final String functionArn;
    private final Consumer<Signal> signals;
    private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private RuntimeApi(HttpServer server, String functionArn, Consumer<Signal> signals) {
        this.server = server;
        this.functionArn = functionArn;
        this.signals = signals;
    }

    static RuntimeApi start(String functionArn, Consumer<Signal> signals) throws IOException {
        HttpServer server = LoopbackHttp.create(0);
        RuntimeApi api = new RuntimeApi(server, functionArn, signals);
        server.createContext("/", api::handle);
        server.setExecutor(api.requests);
        server.start();
        return api;
    }

    /** What AWS_LAMBDA_RUNTIME_API has to be. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Hands an invocation to the runtime, now or when it next asks. */
    void give(Invocation invocation, Instant deadline) {
        pending.add(new Pending(invocation, deadline));
    }

    @Override
    public void close() {
        requests.shutdownNow();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Matcher outcome = OUTCOME.matcher(path);
            if (path.equals(NEXT)) {
                answerNext(exchange);
            } else if (outcome.matches()) {
                String body = body(exchange);
                signals.accept(
                        outcome.group(2).equals("response")
                                ? new Signal.Response(outcome.group(1), body)
                                : new Signal.Failure(outcome.group(1), errorType(exchange), body));
                answer(exchange, 202, ACCEPTED);
            } else if (path.equals(INIT_ERROR)) {
                signals.accept(new Signal.InitError(errorType(exchange), body(exchange)));
                answer(exchange, 202, ACCEPTED);
            } else {
                answer(exchange, 404, new byte[0]);
            }
        }
    }

    private void answerNext(HttpExchange exchange) throws IOException {
        signals.accept(new Signal.Waiting());
        try {
            Pending next = pending.take();
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Aws-Request-Id", next.invocation().requestId());
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Deadline-Ms",
                            String.valueOf(next.deadline().toEpochMilli()));
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
            exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", TraceHeader.startingAt(Instant.now()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer(exchange, 200, next.invocation().event().getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String errorType(HttpExchange exchange) {
        @Nullable String type = exchange.getRequestHeaders().getFirst(ERROR_TYPE);
        return type == null ? "Unknown" : type;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private record Pending(Invocation invocation, Instant deadline) {}
}
