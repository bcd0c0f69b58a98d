package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;

/** Writes the task of a dispatched image. */
public final class Tasks {
    private Tasks() {}

    /** The task as it goes to the lane. */
    public static ImageTask of(ImageState.Dispatched state) {
        Course course = state.course();
        Route route = course.routeTaken();
        RawImage image = course.upload().record();
        return ImageTask.newBuilder()
                .setImageId(image.getImageId())
                .setCustomerId(image.getCustomerId())
                .setLane(route.lane())
                .setAttempt(course.attempts())
                .setFunction(route.function())
                .setOperations(Labels.nullable(route.operations()))
                .setBucket(image.getBucket())
                .setKey(image.getKey())
                .setSizeBytes(image.getSizeBytes())
                .setSha256(image.getSha256())
                .setContentType(image.getContentType())
                .setWidth(image.getWidth())
                .setHeight(image.getHeight())
                .setSourceName(Labels.kept(image.getSourceName()))
                .setReceivedAt(image.getReceivedAt())
                .setDispatchedAt(state.since())
                .build();
    }
}
