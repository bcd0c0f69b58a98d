package dev.darkroom.topology;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Stage;
import dev.darkroom.topology.admission.Verdict;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the bad end of a rejected image.
 *
 * <p>{@code finished_at} is the record's time and not the clock's: a terminal event is persisted, ordered and compared
 * by it, so a replay has to give the very same event, or an old failure would turn up as a new one.
 */
final class Refuse extends ContextualProcessor<String, Verdict.Rejected, String, FailedImage> {
    @Override
    public void process(Record<String, Verdict.Rejected> record) {
        FailedImage failed = failed(record);
        context().forward(record.withKey(failed.getImageId()).withValue(failed));
    }

    private FailedImage failed(Record<String, Verdict.Rejected> record) {
        Verdict.Rejected rejected = record.value();
        RawImage image = rejected.image();
        Identity identity = Identity.of(
                image.getImageId(),
                image.getCustomerId(),
                record.key(),
                context().recordMetadata().orElseThrow());
        return FailedImage.newBuilder()
                .setImageId(identity.imageId())
                .setCustomerId(identity.customerId())
                .setStage(Stage.VALIDATION)
                .setReason(rejected.reason())
                .setDetail(rejected.detail())
                .setAttempts(0)
                .setContentType(Labels.kept(image.getContentType()))
                .setSizeBytes(image.getSizeBytes())
                .setSha256(Labels.kept(image.getSha256()))
                .setSourceName(Labels.kept(image.getSourceName()))
                .setReceivedAt(image.getReceivedAt())
                .setFinishedAt(Instant.ofEpochMilli(record.timestamp()))
                .build();
    }
}
