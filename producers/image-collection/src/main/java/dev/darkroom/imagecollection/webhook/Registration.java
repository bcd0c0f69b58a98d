package dev.darkroom.imagecollection.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a customer wants to be told of what.
 *
 * @param url https
 * @param events outcomes: processed, failed
 * @param generation how often its secret was changed
 */
record Registration(String url, List<String> events, int generation) {
    static final List<String> ALL_EVENTS = List.of("processed", "failed");

    Registration {
        events = List.copyOf(events);
    }

    ObjectNode document() {
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("url", url).put("generation", generation);
        ArrayNode array = document.putArray("events");
        events.forEach(array::add);
        return document;
    }

    static Registration of(ObjectNode document) {
        List<String> events = new ArrayList<>();
        document.path("events").forEach(event -> events.add(event.asText()));
        return new Registration(
                document.path("url").asText(),
                events,
                document.path("generation").asInt());
    }
}
