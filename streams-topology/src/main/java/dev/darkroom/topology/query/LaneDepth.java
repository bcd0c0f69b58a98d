package dev.darkroom.topology.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.schemas.Lane;
import dev.darkroom.topology.tracking.IndexEntry;
import dev.darkroom.topology.tracking.OpenImage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many images are open on a lane, and the one that has been for longest. */
final class LaneDepth {
    static final List<Lane> LANES = List.of(Lane.EXPRESS, Lane.STANDARD, Lane.BULK);

    private final Map<IndexEntry.Kind, Long> counts = new EnumMap<>(IndexEntry.Kind.class);
    private @Nullable String oldestId;
    private Instant oldestAt = Instant.MAX;

    void add(OpenImage image) {
        counts.merge(image.entry().kind(), 1L, Long::sum);
        consider(image.imageId(), image.entry().acceptedAt());
    }

    /** What another instance says of the same lane. */
    void add(JsonNode document) {
        for (IndexEntry.Kind kind : IndexEntry.Kind.values()) {
            counts.merge(kind, document.path(name(kind)).asLong(), Long::sum);
        }
        JsonNode oldest = document.path("oldest_open");
        if (oldest.isObject()) {
            consider(
                    oldest.path("image_id").asText(),
                    Instant.parse(oldest.path("accepted_at").asText()));
        }
    }

    private void consider(String imageId, Instant acceptedAt) {
        if (acceptedAt.isBefore(oldestAt)) {
            oldestId = imageId;
            oldestAt = acceptedAt;
        }
    }

    ObjectNode document(Lane lane) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("lane", Documents.lower(lane))
                .put(
                        "depth",
                        counts.values().stream().mapToLong(Long::longValue).sum());
        for (IndexEntry.Kind kind : IndexEntry.Kind.values()) {
            document.put(name(kind), counts.getOrDefault(kind, 0L));
        }
        if (oldestId != null) {
            document.putObject("oldest_open").put("image_id", oldestId).put("accepted_at", oldestAt.toString());
        }
        return document;
    }

    private static String name(IndexEntry.Kind kind) {
        return kind == IndexEntry.Kind.DISPATCHED ? "in_flight" : Documents.lower(kind);
    }
}
