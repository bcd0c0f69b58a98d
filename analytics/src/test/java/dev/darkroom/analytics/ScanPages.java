package dev.darkroom.analytics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table's answers to Scan, page by page as DynamoDB gives them. DynamoDB Local reads the rest of the whole table for
 * each page of 1 MB, so that a million items do not end there within hours. Filters are not applied: who asks gets what
 * a filter would have kept from it as well.
 *
 * @param count how many items there are
 * @param items by their place; in their {@code image_id} they are sorted by it
 * @param pageItems items that make a page of about 1 MB
 */
record ScanPages(int count, IntFunction<Map<String, AttributeValue>> items, int pageItems) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String PLACE = "place";

    byte[] answer(JsonNode scan) {
        int segments = scan.path("TotalSegments").asInt(1);
        long segment = scan.path("Segment").asInt(0);
        int first = scan.path("ExclusiveStartKey").path(PLACE).path("N").asInt((int) (count * segment / segments));
        int end = (int) (count * (segment + 1) / segments);
        int last = Math.min(end, first + Math.min(pageItems, scan.path("Limit").asInt(pageItems)));
        ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 20);
        try (JsonGenerator json = JSON.createGenerator(page)) {
            write(json, first, last, projection(scan), last < end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toByteArray();
    }

    /** The attributes that are asked for; none when all are. */
    private static Set<String> projection(JsonNode scan) {
        JsonNode names = scan.path("ExpressionAttributeNames");
        return Arrays.stream(scan.path("ProjectionExpression").asText().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> names.path(name).asText(name))
                .collect(Collectors.toSet());
    }

    private void write(JsonGenerator json, int first, int last, Set<String> projection, boolean more)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("Count", last - first);
        json.writeNumberField("ScannedCount", last - first);
        json.writeArrayFieldStart("Items");
        for (int place = first; place < last; place++) {
            Map<String, AttributeValue> item = items.apply(place);
            if (!projection.isEmpty()) {
                item = item.entrySet().stream()
                        .filter(attribute -> projection.contains(attribute.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            }
            write(json, item);
        }
        json.writeEndArray();
        if (more) {
            json.writeFieldName("LastEvaluatedKey");
            write(json, Map.of(PLACE, AttributeValue.fromN(Integer.toString(last))));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Map<String, AttributeValue> item) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            json.writeFieldName(attribute.getKey());
            write(json, attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case M -> {
                json.writeFieldName("M");
                write(json, value.m());
            }
            case L -> {
                json.writeArrayFieldStart("L");
                for (AttributeValue element : value.l()) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("Not written here: " + value.type());
        }
        json.writeEndObject();
    }
}
