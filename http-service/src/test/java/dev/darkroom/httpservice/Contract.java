package dev.darkroom.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.yaml.snakeyaml.Yaml;

/**
 * A running service's OpenAPI 3.1 document, as the service gives it out, and a client that holds every answer to it: the
 * path, method and status, the headers that are required, the content type, and a JSON body's schema.
 */
public final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI base;
    private final JsonNode document;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    private Contract(HttpClient client, URI base, JsonNode document) {
        this.client = client;
        this.base = base;
        this.document = document;
    }

    /** Fetches the document. */
    public static Contract of(HttpClient client, int port) throws IOException, InterruptedException {
        URI base = URI.create("http://127.0.0.1:" + port);
        String yaml = client.send(
                        HttpRequest.newBuilder(base.resolve("/openapi.yaml")).build(), BodyHandlers.ofString())
                .body();
        return new Contract(client, base, JSON.valueToTree(new Yaml().<Map<String, Object>>load(yaml)));
    }

    /** Sends a request and checks its answer. */
    public HttpResponse<byte[]> send(String method, String path, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        check(method, base.resolve(path).getRawPath(), response);
        return response;
    }

    /** The operations, as {@code METHOD path}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (Set.of("get", "head", "post", "put", "delete").contains(method)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** What was answered so far, as {@code METHOD path status}. */
    public Set<String> seen() {
        return seen;
    }

    /** The document itself. */
    public JsonNode document() {
        return document;
    }

    private void check(String method, String path, HttpResponse<byte[]> answer) {
        String template = template(path);
        JsonNode operation = document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        assertThat(operation.isObject())
                .as(method + " " + path + " is documented")
                .isTrue();
        String status = Integer.toString(answer.statusCode());
        JsonNode response = resolve(operation.path("responses").path(status));
        assertThat(response.isObject())
                .as("%s %s answers %s, which is not documented: %s", method, path, status, text(answer))
                .isTrue();
        seen.add(method + " " + template + " " + status);
        response.path("headers")
                .properties()
                .forEach(header -> checkHeader(header.getKey(), header.getValue(), answer));
        if (answer.body().length > 0 && !method.equals("HEAD")) {
            checkContent(response.path("content"), answer);
        }
    }

    private void checkHeader(String name, JsonNode header, HttpResponse<byte[]> answer) {
        if (header.path("required").asBoolean()) {
            assertThat(answer.headers().firstValue(name)).as(name).isPresent();
        }
        answer.headers()
                .firstValue(name)
                .ifPresent(value -> assertThat(errors(
                                header.path("schema"), JSON.getNodeFactory().textNode(value)))
                        .as(name + ": " + value)
                        .isEmpty());
    }

    private void checkContent(JsonNode content, HttpResponse<byte[]> answer) {
        String type = answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
        JsonNode media = content.has(type) ? content.path(type) : content.path(type.split("/", 2)[0] + "/*");
        assertThat(media.isObject())
                .as("content type " + type + " is documented")
                .isTrue();
        if (type.endsWith("json")) {
            try {
                assertThat(errors(media.path("schema"), JSON.readTree(answer.body())))
                        .as(text(answer))
                        .isEmpty();
            } catch (IOException e) {
                throw new AssertionError("No JSON: " + text(answer), e);
            }
        }
    }

    private List<Error> errors(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** The documented path that matches, the most literal first. */
    private String template(String path) {
        if (document.path("paths").has(path)) {
            return path;
        }
        return document.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst()
                .orElse(path);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
