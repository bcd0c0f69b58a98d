package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shapes that several operations share. */
final class Wire {
    private static final String ARN_PREFIX = "arn:aws:glue:us-east-1:000000000000:";
    private static final int PAGE = 25;

    private Wire() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String registryArn(String registry) {
        return ARN_PREFIX + "registry/" + registry;
    }

    static String schemaArn(StoredState.StoredSchema schema) {
        return ARN_PREFIX + "schema/" + schema.registry() + "/" + schema.name();
    }

    static Map<String, String> tags(JsonNode request) {
        Map<String, String> tags = new LinkedHashMap<>();
        request.path("Tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    static String required(JsonNode request, String field) {
        if (!request.hasNonNull(field)) {
            throw GlueException.invalid(field + " is missing");
        }
        return request.get(field).asText();
    }

    /** One page of a list; the token is the index of the next entry. */
    static <T> ObjectNode page(JsonNode request, String field, List<T> all, Function<T, ObjectNode> entry) {
        int from = request.path("NextToken").asInt(0);
        int to = Math.min(all.size(), from + request.path("MaxResults").asInt(PAGE));
        ObjectNode answer = object();
        ArrayNode page = answer.putArray(field);
        all.subList(Math.min(from, to), to).forEach(item -> page.add(entry.apply(item)));
        return to < all.size() ? answer.put("NextToken", String.valueOf(to)) : answer;
    }
}
