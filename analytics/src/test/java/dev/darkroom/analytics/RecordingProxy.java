package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.localstack.machine.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands before DynamoDB, keeps what is asked of it, and answers some of it itself. */
record RecordingProxy(
        HttpServer server, URI behind, List<Request> requests, Map<String, Function<JsonNode, byte[]>> answers)
        implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> PASSED_ON =
            Set.of("x-amz-target", "content-type", "authorization", "x-amz-date", "x-amz-content-sha256");

    record Request(String operation, JsonNode body) {}

    static RecordingProxy before(URI behind) throws IOException {
        return before(behind, Map.of());
    }

    /**
     * @param answers what is answered here instead, by the operation's name: its body, in DynamoDB's JSON
     */
    static RecordingProxy before(URI behind, Map<String, Function<JsonNode, byte[]>> answers) throws IOException {
        HttpServer server = LoopbackHttp.create(0);
        RecordingProxy proxy = new RecordingProxy(server, behind, new CopyOnWriteArrayList<>(), answers);
        server.createContext("/", proxy::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return proxy;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> operations() {
        return requests.stream().map(Request::operation).toList();
    }

    JsonNode only(String operation) {
        List<JsonNode> bodies = requests.stream()
                .filter(request -> request.operation().equals(operation))
                .map(Request::body)
                .toList();
        assertThat(bodies).hasSize(1);
        return bodies.getFirst();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Request asked = new Request(target.substring(target.indexOf('.') + 1), JSON.readTree(body));
            requests.add(asked);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            Function<JsonNode, byte[]> answer = answers.get(asked.operation());
            if (answer != null) {
                byte[] answered = answer.apply(asked.body());
                exchange.sendResponseHeaders(200, answered.length);
                exchange.getResponseBody().write(answered);
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(behind).POST(BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    request.header(name, values.getFirst());
                }
            });
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("x-amz-crc32")
                    .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
