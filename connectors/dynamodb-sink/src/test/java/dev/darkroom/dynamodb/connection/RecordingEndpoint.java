package dev.darkroom.dynamodb.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A service of AWS, as far as one function can answer for it, that remembers what it was asked. */
final class RecordingEndpoint implements AutoCloseable {
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Function<Request, Answer> answers;

    private RecordingEndpoint(HttpServer server, Function<Request, Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    static RecordingEndpoint answering(Function<Request, Answer> answers) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RecordingEndpoint endpoint = new RecordingEndpoint(server, answers);
            server.createContext("/", endpoint::answer);
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return requests;
    }

    /** The bodies of the requests of one operation. */
    List<String> bodies(String operation) {
        return requests.stream()
                .filter(request -> request.operation().equals(operation))
                .map(Request::body)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    header(exchange, "X-Amz-Target").replaceFirst(".*\\.", ""),
                    exchange.getRequestURI().toString(),
                    header(exchange, "Authorization"),
                    header(exchange, "X-Amz-Security-Token"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            requests.add(request);
            Answer answer = answers.apply(request);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    record Request(String operation, String uri, String authorization, String sessionToken, String body) {}

    record Answer(int status, String type, String body) {
        static Answer json(String body) {
            return new Answer(200, "application/x-amz-json-1.0", body);
        }

        static Answer refusal(String code) {
            return new Answer(
                    400,
                    "application/x-amz-json-1.0",
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"as scripted\"}");
        }

        static Answer xml(String body) {
            return new Answer(200, "text/xml", body);
        }
    }
}
