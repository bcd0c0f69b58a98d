package dev.darkroom.analytics.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.analytics.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the connector asks of Glue and of Athena, answered on a loopback port: the table definitions, as Glue's Data
 * Catalog has them on AWS, and whether the query it works for is still wanted. Source: the JSON 1.1 protocol of both
 * services' API references (GetDatabases, GetTables, GetTable; GetQueryExecution).
 */
final class CatalogEndpoint implements AutoCloseable {
    /** The one database; the connector takes those whose location holds this word. */
    static final String DATABASE = "darkroom";

    private static final String LOCATION = "dynamo-db-flag";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<TableDefinition> tables;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private CatalogEndpoint(HttpServer server, List<TableDefinition> tables) {
        this.server = server;
        this.tables = tables;
    }

    static CatalogEndpoint start(List<TableDefinition> tables) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            CatalogEndpoint endpoint = new CatalogEndpoint(server, tables);
            server.createContext("/", endpoint::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException("No port for the table definitions", e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The connector stops reading soon after, as it does on AWS when a query is stopped. */
    void cancel(boolean cancel) {
        cancelled.set(cancel);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            ObjectNode answer = switch (target == null ? "" : target.substring(target.lastIndexOf('.') + 1)) {
                case "GetDatabases" -> databases();
                case "GetTables" -> tables();
                case "GetTable" -> table(request.path("Name").asText());
                case "GetQueryExecution" -> queryExecution();
                default -> error("InvalidInputException", target + " is not answered here");
            };
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.has("__type") ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static ObjectNode databases() {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("DatabaseList").addObject().put("Name", DATABASE).put("LocationUri", LOCATION);
        return answer;
    }

    private ObjectNode tables() {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("TableList");
        tables.forEach(table -> list.add(table.glue()));
        return answer;
    }

    private ObjectNode table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .map(table -> JSON.createObjectNode().set("Table", table.glue()))
                .map(ObjectNode.class::cast)
                .orElseGet(() -> error("EntityNotFoundException", "Table " + name + " is not defined"));
    }

    private ObjectNode queryExecution() {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("QueryExecution").putObject("Status").put("State", cancelled.get() ? "CANCELLED" : "RUNNING");
        return answer;
    }

    private static ObjectNode error(String type, String message) {
        return JSON.createObjectNode().put("__type", type).put("Message", message);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
