package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AWS's JSON 1.1 protocol: the operation in {@code X-Amz-Target}, JSON in and out, errors as {@code __type}. */
final class GlueProtocol implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GlueProtocol.class);
    private static final String TARGET_PREFIX = "AWSGlue.";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Operation> operations;

    GlueProtocol(Map<String, Operation> operations) {
        this.operations = operations;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        try {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            return new Answer(200, operation(target).answer(request));
        } catch (GlueException e) {
            return new Answer(400, error(e.type(), e.getMessage()));
        } catch (JsonProcessingException e) {
            return new Answer(400, error("SerializationException", "The request is not JSON"));
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("target", target).setCause(e).log("A Glue operation failed");
            return new Answer(500, error("InternalServiceException", e.toString()));
        }
    }

    private Operation operation(@Nullable String target) {
        Operation operation = target == null || !target.startsWith(TARGET_PREFIX)
                ? null
                : operations.get(target.substring(TARGET_PREFIX.length()));
        if (operation == null) {
            throw new GlueException("UnknownOperationException", target + " is not served by the local registry");
        }
        return operation;
    }

    private static ObjectNode error(String type, @Nullable String message) {
        return JSON.createObjectNode().put("__type", type).put("Message", message);
    }

    private record Answer(int status, JsonNode body) {}
}
