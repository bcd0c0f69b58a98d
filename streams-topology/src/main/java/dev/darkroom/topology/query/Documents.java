package dev.darkroom.topology.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Route;
import dev.darkroom.topology.tracking.OpenImage;
import java.util.Locale;

/** The JSON that answers are written as: lower snake case, times as ISO-8601 in UTC, nothing that is null. */
final class Documents {
    private Documents() {}

    static ObjectNode of(ImageState state) {
        Course course = state.course();
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("image_id", course.imageId())
                .put("customer_id", course.customerId())
                .put("state", name(state));
        Route route = course.route();
        if (route != null) {
            document.put("lane", lower(route.lane())).put("function", route.function());
        }
        document.put("attempts", course.attempts())
                .put("redrives", course.redrives())
                .put("accepted_at", course.acceptedAt().toString())
                .put("since", state.since().toString());
        switch (state) {
            case ImageState.Duplicate duplicate ->
                document.put("deadline", duplicate.deadline().toString()).put("duplicate_of", duplicate.originalId());
            case ImageState.Timed timed ->
                document.put("deadline", timed.deadline().toString());
            case ImageState.Waiting waiting -> {}
            case ImageState.Processed processed -> {
                String original = processed.outcome().record().getDuplicateOf();
                if (original != null) {
                    document.put("duplicate_of", original);
                }
            }
            case ImageState.Failed failed ->
                document.put("reason", failed.reason().name())
                        .put("detail", failed.outcome().record().getDetail());
        }
        return document;
    }

    static ObjectNode of(OpenImage image) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("image_id", image.imageId())
                .put("state", lower(image.entry().kind()))
                .put("lane", lower(image.entry().lane()))
                .put("accepted_at", image.entry().acceptedAt().toString());
    }

    private static String name(ImageState state) {
        return switch (state) {
            case ImageState.Waiting waiting -> "waiting";
            case ImageState.Dispatched dispatched -> "dispatched";
            case ImageState.BackingOff backingOff -> "backing_off";
            case ImageState.Duplicate duplicate -> "duplicate";
            case ImageState.Processed processed -> "processed";
            case ImageState.Failed failed -> "failed";
        };
    }

    static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
