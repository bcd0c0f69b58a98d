package dev.darkroom.imageprocessor;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes the event an image ends with. All of it but its times follows from the task. */
final class Endings {
    /** In characters; a decoder's message may quote the file at any length. */
    private static final int LONGEST_DETAIL = 1000;

    private Endings() {}

    static Ending processed(ImageTask task, List<Variant> stored, Instant begun, Instant finished) {
        return new Ending.Processed(ProcessedImage.newBuilder()
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
                .setFinishedAt(finished)
                .setProcessingMillis(Duration.between(begun, finished).toMillis())
                .setVariants(stored)
                .build());
    }

    static Ending failed(ImageTask task, FailedImageException why, Instant finished) {
        return new Ending.Failed(FailedImage.newBuilder()
                .setImageId(task.getImageId())
                .setCustomerId(task.getCustomerId())
                .setLane(task.getLane())
                .setFunction(task.getFunction())
                .setStage(why.stage())
                .setReason(why.reason())
                .setDetail(clipped(why.detail()))
                .setAttempts(task.getAttempt())
                .setContentType(task.getContentType())
                .setSizeBytes(task.getSizeBytes())
                .setSha256(task.getSha256())
                .setSourceName(task.getSourceName())
                .setReceivedAt(task.getReceivedAt())
                .setFinishedAt(finished)
                .build());
    }

    private static String clipped(String detail) {
        if (detail.length() <= LONGEST_DETAIL) {
            return detail;
        }
        int end = LONGEST_DETAIL - 1;
        // Not between the two halves of a character outside the basic plane.
        return detail.substring(0, Character.isHighSurrogate(detail.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
