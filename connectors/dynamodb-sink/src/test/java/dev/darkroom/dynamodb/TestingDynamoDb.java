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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * An endpoint that answers BatchWriteItem as DynamoDB does, for one table, after answering it as scripted. An item with
 * an attribute {@code poison} makes the whole batch invalid.
 */
final class TestingDynamoDb implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<String> keyNames;
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private final List<Long> requestBytes = new ArrayList<>();
    private final Map<String, JsonNode> items = new TreeMap<>();

    private TestingDynamoDb(HttpServer server, String... keyNames) {
        this.server = server;
        this.keyNames = List.of(keyNames);
    }

    static TestingDynamoDb withKeys(String... keyNames) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestingDynamoDb dynamoDb = new TestingDynamoDb(server, keyNames);
            server.createContext("/", dynamoDb::answer);
            server.start();
            return dynamoDb;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One scripted answer to a BatchWriteItem, instead of the usual one. */
    interface Answer {
        void to(JsonNode request, HttpExchange exchange, TestingDynamoDb dynamoDb) throws IOException;
    }

    static Answer error(int status, String code) {
        return (request, exchange, dynamoDb) -> dynamoDb.send(
                exchange,
                status,
                JSON.createObjectNode().put("__type", "com.amazonaws#" + code).put("message", "Said the test"));
    }

    static Answer reset() {
        return (request, exchange, dynamoDb) -> exchange.close();
    }

    /** Makes the first {@code processed} writes and hands the others back. */
    static Answer processOnly(int processed) {
        return (request, exchange, dynamoDb) -> {
            Map.Entry<String, JsonNode> table =
                    request.get("RequestItems").properties().iterator().next();
            ArrayNode unprocessed = JSON.createArrayNode();
            int seen = 0;
            for (JsonNode write : table.getValue()) {
                if (seen++ < processed) {
                    dynamoDb.apply(write);
                } else {
                    unprocessed.add(write);
                }
            }
            ObjectNode response = JSON.createObjectNode();
            response.putObject("UnprocessedItems").set(table.getKey(), unprocessed);
            dynamoDb.send(exchange, 200, response);
        };
    }

    synchronized TestingDynamoDb next(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many writes each request had, in order. */
    synchronized List<Integer> requestSizes() {
        return requests.stream().map(request -> writes(request).size()).toList();
    }

    /** The length of each request's body, in order. */
    synchronized List<Long> requestBytes() {
        return List.copyOf(requestBytes);
    }

    /** One attribute's text of every item, in the order of the keys. */
    synchronized List<String> texts(String attribute) {
        return items.values().stream()
                .map(item -> item.path(attribute).path("S").asText())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode request = JSON.readTree(body);
        requests.add(request);
        requestBytes.add((long) body.length);
        Answer scripted = script.poll();
        if (scripted == null) {
            answerAsUsual(request, exchange);
        } else {
            scripted.to(request, exchange, this);
        }
    }

    private void answerAsUsual(JsonNode request, HttpExchange exchange) throws IOException {
        List<JsonNode> writes = writes(request);
        Set<String> keys = new HashSet<>();
        boolean unique = writes.stream().allMatch(write -> keys.add(keyOf(write)));
        boolean poisoned = writes.stream().anyMatch(write -> itemOf(write).has("poison"));
        if (poisoned || !unique || writes.size() > Batches.MOST_WRITES) {
            error(400, "ValidationException").to(request, exchange, this);
            return;
        }
        writes.forEach(this::apply);
        ObjectNode response = JSON.createObjectNode();
        response.putObject("UnprocessedItems");
        send(exchange, 200, response);
    }

    private void apply(JsonNode write) {
        if (write.has("PutRequest")) {
            items.put(keyOf(write), itemOf(write));
        } else {
            items.remove(keyOf(write));
        }
    }

    private static List<JsonNode> writes(JsonNode request) {
        return StreamSupport.stream(request.get("RequestItems").spliterator(), false)
                .flatMap(table -> StreamSupport.stream(table.spliterator(), false))
                .toList();
    }

    private static JsonNode itemOf(JsonNode write) {
        return write.has("PutRequest")
                ? write.get("PutRequest").get("Item")
                : write.get("DeleteRequest").get("Key");
    }

    private String keyOf(JsonNode write) {
        return keyNames.stream()
                .map(name -> name + "=" + itemOf(write).get(name))
                .toList()
                .toString();
    }

    private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
