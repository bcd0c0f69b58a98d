package dev.darkroom.topology;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the bad end of an image whose task came back: the event source could not get it through its function however
 * often it tried. {@code finished_at} is the record's time, which is when the event source gave the task up.
 */
final class GiveUp extends ContextualProcessor<String, ImageTask, String, FailedImage> {
    @Override
    public void process(Record<String, ImageTask> record) {
        FailedImage failed = failed(record);
        context().forward(record.withKey(failed.getImageId()).withValue(failed));
    }

    private FailedImage failed(Record<String, ImageTask> record) {
        ImageTask task = record.value();
        Identity identity = Identity.of(
                task.getImageId(),
                task.getCustomerId(),
                record.key(),
                context().recordMetadata().orElseThrow());
        return FailedImage.newBuilder()
                .setImageId(identity.imageId())
                .setCustomerId(identity.customerId())
                .setLane(task.getLane())
                .setFunction(Labels.kept(task.getFunction()))
                .setStage(Stage.DELIVERY)
                .setReason(Reason.ATTEMPTS_EXHAUSTED)
                .setDetail(FailureHeaders.sentence(record.headers()))
                .setAttempts(task.getAttempt())
                .setContentType(Labels.kept(task.getContentType()))
                .setSizeBytes(task.getSizeBytes())
                .setSha256(Labels.kept(task.getSha256()))
                .setSourceName(Labels.kept(task.getSourceName()))
                .setReceivedAt(task.getReceivedAt())
                .setFinishedAt(Instant.ofEpochMilli(record.timestamp()))
                .build();
    }
}
