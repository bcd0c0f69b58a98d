package dev.darkroom.topology;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Variant;
import java.time.Instant;
import java.util.List;

/** What a function says of a task. */
public final class Outcomes {
    static final long VARIANT_BYTES = 777;

    private Outcomes() {}

    public static ProcessedImage done(ImageTask task, Instant finishedAt) {
        return ProcessedImage.newBuilder()
                .setImageId(task.getImageId())
                .setCustomerId(task.getCustomerId())
                .setLane(task.getLane())
                .setFunction(task.getFunction())
                .setAttempts(task.getAttempt())
                .setContentType(task.getContentType())
                .setSizeBytes(task.getSizeBytes())
                .setSha256(task.getSha256())
                .setWidth(task.getWidth())
                .setHeight(task.getHeight())
                .setSourceName(task.getSourceName())
                .setReceivedAt(task.getReceivedAt())
                .setFinishedAt(finishedAt)
                .setProcessingMillis(12)
                .setVariants(List.of(variant(task)))
                .build();
    }

    private static Variant variant(ImageTask task) {
        return Variant.newBuilder()
                .setName("web")
                .setBucket("darkroom-processed")
                .setKey("processed/" + task.getCustomerId() + "/" + task.getImageId() + "/web")
                .setContentType("image/webp")
                .setSizeBytes(VARIANT_BYTES)
                .setWidth(100)
                .setHeight(100)
                .setSha256("f".repeat(64))
                .build();
    }

    public static FailedImage refused(ImageTask task, Reason reason, Instant finishedAt) {
        return FailedImage.newBuilder()
                .setImageId(task.getImageId())
                .setCustomerId(task.getCustomerId())
                .setLane(task.getLane())
                .setFunction(task.getFunction())
                .setStage(reason == Reason.RAW_IMAGE_MISSING ? Stage.DELIVERY : Stage.PROCESSING)
                .setReason(reason)
                .setDetail("It is " + reason)
                .setAttempts(task.getAttempt())
                .setContentType(task.getContentType())
                .setSizeBytes(task.getSizeBytes())
                .setSha256(task.getSha256())
                .setSourceName(task.getSourceName())
                .setReceivedAt(task.getReceivedAt())
                .setFinishedAt(finishedAt)
                .build();
    }
}
