package dev.darkroom.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB Local behind an endpoint that answers writes as a test says. What it writes is what DynamoDB would: the test
 * decides only what gets there and what comes back.
 */
final class TestingDynamoDb implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITES = Set.of("BatchWriteItem", "PutItem", "UpdateItem", "DeleteItem");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI dynamoDb;
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private final List<Long> requestBytes = new ArrayList<>();
    private Supplier<Answer> otherwise = () -> TestingDynamoDb::asUsual;

    private TestingDynamoDb(HttpServer server, URI dynamoDb) {
        this.server = server;
        this.dynamoDb = dynamoDb;
    }

    static TestingDynamoDb before(URI dynamoDb) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestingDynamoDb testing = new TestingDynamoDb(server, dynamoDb);
            server.createContext("/", testing::answer);
            server.setExecutor(testing.threads);
            server.start();
            return testing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happens to one write request. */
    interface Answer {
        void to(Call call) throws IOException, InterruptedException;
    }

    /** Makes the writes, unless one of them is of an item with an attribute {@code poison}. */
    static void asUsual(Call call) throws IOException, InterruptedException {
        if (call.isPoisoned()) {
            error(400, "ValidationException").to(call);
        } else {
            call.pass(call.forward(call.request()));
        }
    }

    static Answer error(int status, String code) {
        return call -> call.send(
                status,
                JSON.createObjectNode().put("__type", "com.amazonaws#" + code).put("message", "Said the test"));
    }

    /** Closes the connection with nothing written. */
    static Answer reset() {
        return Call::close;
    }

    /** Makes the writes and closes the connection without a word of it. */
    static Answer unanswered() {
        return call -> {
            if (!call.isPoisoned()) {
                call.forward(call.request());
            }
            call.close();
        };
    }

    /** Makes the writes at once and tells of it so much later. */
    static Answer toldLate(Duration delay) {
        return call -> {
            if (call.isPoisoned()) {
                asUsual(call);
                return;
            }
            HttpResponse<byte[]> response = call.forward(call.request());
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
            call.pass(response);
        };
    }

    /** Makes the writes only so much later. */
    static Answer madeLate(Duration delay) {
        return call -> {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
            asUsual(call);
        };
    }

    /** Makes the writes once the latch is open. */
    static Answer held(CountDownLatch latch) {
        return call -> {
            latch.await();
            asUsual(call);
        };
    }

    /** Makes the first {@code processed} writes and hands the others back. */
    static Answer processOnly(int processed) {
        return call -> {
            if (call.isPoisoned() || !call.isBatch()) {
                asUsual(call);
                return;
            }
            String table = call.request().get("RequestItems").fieldNames().next();
            ArrayNode made = JSON.createArrayNode();
            ArrayNode unprocessed = JSON.createArrayNode();
            for (JsonNode write : call.writes()) {
                (made.size() < processed ? made : unprocessed).add(write);
            }
            if (!made.isEmpty()) {
                ObjectNode part = JSON.createObjectNode();
                part.putObject("RequestItems").set(table, made);
                call.forward(part);
            }
            ObjectNode response = JSON.createObjectNode();
            ObjectNode handedBack = response.putObject("UnprocessedItems");
            if (!unprocessed.isEmpty()) {
                handedBack.set(table, unprocessed);
            }
            call.send(200, response);
        };
    }

    synchronized TestingDynamoDb next(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    /** What happens to each write when the script is through. */
    synchronized TestingDynamoDb otherwise(Supplier<Answer> answers) {
        otherwise = answers;
        return this;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many writes each request had, in order. */
    synchronized List<Integer> requestSizes() {
        return requests.stream().map(request -> writesOf(request).size()).toList();
    }

    /** The length of each request's body, in order. */
    synchronized List<Long> requestBytes() {
        return List.copyOf(requestBytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Call call = new Call(exchange, JSON.readTree(body));
        try {
            if (WRITES.contains(call.operation())) {
                scripted(call.request(), body.length).to(call);
            } else {
                call.pass(call.forward(call.request()));
            }
        } catch (InterruptedException e) {
            call.close();
        }
    }

    private synchronized Answer scripted(JsonNode request, long bytes) {
        requests.add(request);
        requestBytes.add(bytes);
        @Nullable Answer next = script.poll();
        return next == null ? otherwise.get() : next;
    }

    private static List<JsonNode> writesOf(JsonNode request) {
        return request.has("RequestItems")
                ? StreamSupport.stream(request.get("RequestItems").spliterator(), false)
                        .flatMap(table -> StreamSupport.stream(table.spliterator(), false))
                        .toList()
                : List.of(request);
    }

    /** One request and what is answered to it. */
    final class Call {
        private final HttpExchange exchange;
        private final JsonNode request;

        private Call(HttpExchange exchange, JsonNode request) {
            this.exchange = exchange;
            this.request = request;
        }

        String operation() {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            return target.substring(target.indexOf('.') + 1);
        }

        JsonNode request() {
            return request;
        }

        boolean isBatch() {
            return request.has("RequestItems");
        }

        List<JsonNode> writes() {
            return writesOf(request);
        }

        boolean isPoisoned() {
            return writes().stream()
                    .anyMatch(write -> write.at("/PutRequest/Item").has("poison")
                            || write.path("Item").has("poison")
                            || write.path("ExpressionAttributeNames").toString().contains("\"poison\""));
        }

        HttpResponse<byte[]> forward(JsonNode body) throws IOException, InterruptedException {
            HttpRequest.Builder copy = HttpRequest.newBuilder(dynamoDb)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            for (String header : List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Target")) {
                copy.header(header, exchange.getRequestHeaders().getFirst(header));
            }
            return client.send(copy.build(), HttpResponse.BodyHandlers.ofByteArray());
        }

        void pass(HttpResponse<byte[]> response) throws IOException {
            send(response.statusCode(), response.body());
        }

        void send(int status, JsonNode body) throws IOException {
            send(status, JSON.writeValueAsBytes(body));
        }

        void close() {
            exchange.close();
        }

        private void send(int status, byte[] body) throws IOException {
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }
}
