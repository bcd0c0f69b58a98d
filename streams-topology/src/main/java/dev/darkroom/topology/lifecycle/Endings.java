package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the terminal events that are the topology's own and not a function's. */
public final class Endings {
    private Endings() {}

    /** The end of an image that was refused before any work. */
    public static FailedImage refused(Course course, Reason reason, String detail, Instant finishedAt) {
        return failed(course, finishedAt)
                .setStage(Stage.VALIDATION)
                .setReason(reason)
                .setDetail(detail)
                .build();
    }

    /** The end of an image none of whose attempts got through. */
    public static FailedImage exhausted(Course course, Miss last, Instant finishedAt) {
        return failed(course, finishedAt)
                .setStage(last.stage())
                .setReason(last.reason())
                .setDetail(last.detail())
                .build();
    }

    /** The original's failure, for an image of the same bytes. */
    public static FailedImage sameFailure(Course course, FailedImage original, Instant finishedAt) {
        return failed(course, finishedAt)
                .setStage(original.getStage())
                .setReason(original.getReason())
                .setDetail(original.getDetail())
                .setDuplicateOf(original.getImageId())
                .build();
    }

    /** The original's renditions, for an image of the same bytes; no function ran, so no attempt and no time is told. */
    public static ProcessedImage sameRenditions(Course course, ProcessedImage original, Instant finishedAt) {
        RawImage image = course.upload().record();
        Route route = course.routeTaken();
        return ProcessedImage.newBuilder(original)
                .setImageId(course.imageId())
                .setLane(route.lane())
                .setAttempts(course.attempts())
                .setSourceName(Labels.kept(image.getSourceName()))
                .setReceivedAt(image.getReceivedAt())
                .setFinishedAt(finishedAt)
                .setProcessingMillis(0)
                .setDuplicateOf(original.getImageId())
                .build();
    }

    private static FailedImage.Builder failed(Course course, Instant finishedAt) {
        RawImage image = course.upload().record();
        @Nullable Route route = course.route();
        return FailedImage.newBuilder()
                .setImageId(course.imageId())
                .setCustomerId(course.customerId())
                .setLane(Labels.nullable(route == null ? null : route.lane()))
                .setFunction(Labels.nullable(route == null ? null : route.function()))
                .setAttempts(course.attempts())
                .setContentType(Labels.kept(image.getContentType()))
                .setSizeBytes(image.getSizeBytes())
                .setSha256(Labels.kept(image.getSha256()))
                .setSourceName(Labels.kept(image.getSourceName()))
                .setReceivedAt(image.getReceivedAt())
                .setFinishedAt(finishedAt);
    }

    /** The upload that a task tells of, for an image that nobody here knows. */
    public static RawImage upload(ImageTask task) {
        return RawImage.newBuilder()
                .setImageId(task.getImageId())
                .setCustomerId(task.getCustomerId())
                .setBucket(task.getBucket())
                .setKey(task.getKey())
                .setSizeBytes(task.getSizeBytes())
                .setSha256(task.getSha256())
                .setContentType(task.getContentType())
                .setWidth(task.getWidth())
                .setHeight(task.getHeight())
                .setSourceName(Labels.kept(task.getSourceName()))
                .setFunction(task.getFunction())
                .setOperations(task.getOperations())
                .setReceivedAt(task.getReceivedAt())
                .build();
    }

    /** As much of the upload as its end tells, for an image that nobody here knows; where its bytes lie is not told. */
    public static RawImage upload(ProcessedImage end) {
        return RawImage.newBuilder()
                .setImageId(end.getImageId())
                .setCustomerId(end.getCustomerId())
                .setBucket("")
                .setKey("")
                .setSizeBytes(end.getSizeBytes())
                .setSha256(end.getSha256())
                .setContentType(end.getContentType())
                .setWidth(end.getWidth())
                .setHeight(end.getHeight())
                .setSourceName(Labels.kept(end.getSourceName()))
                .setFunction(end.getFunction())
                .setReceivedAt(end.getReceivedAt())
                .build();
    }

    /** As much of the upload as its end tells, for an image that nobody here knows; where its bytes lie is not told. */
    public static RawImage upload(FailedImage end) {
        return RawImage.newBuilder()
                .setImageId(end.getImageId())
                .setCustomerId(end.getCustomerId())
                .setBucket("")
                .setKey("")
                .setSizeBytes(end.getSizeBytes() == null ? 0 : end.getSizeBytes())
                .setSha256(Objects.requireNonNullElse(end.getSha256(), ""))
                .setContentType(Objects.requireNonNullElse(end.getContentType(), ""))
                .setSourceName(Labels.kept(end.getSourceName()))
                .setFunction(end.getFunction())
                .setReceivedAt(Objects.requireNonNullElse(end.getReceivedAt(), end.getFinishedAt()))
                .build();
    }
}
