package dev.darkroom.imagecollection;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Images' ends as the topology announces them, on their topics. */
record FinishedEvents(RealStores stores, Clock clock) {
    /** Announces one and gives its id. */
    String processed(String customerId) throws Exception {
        return processed(customerId, clock.instant());
    }

    String processed(String customerId, Instant timestamp) throws Exception {
        String id = UUID.randomUUID().toString();
        ProcessedImage event = ProcessedImage.newBuilder()
                .setImageId(id)
                .setCustomerId(customerId)
                .setLane(Lane.STANDARD)
                .setFunction("web-variants")
                .setAttempts(1)
                .setContentType("image/jpeg")
                .setSizeBytes(1_000)
                .setSha256("0".repeat(64))
                .setWidth(20)
                .setHeight(10)
                .setSourceName("ein füßchen – 足.jpg")
                .setReceivedAt(timestamp)
                .setFinishedAt(timestamp)
                .setProcessingMillis(5)
                .setVariants(List.of())
                .build();
        stores.publish(Topics.PROCESSED_IMAGES, id, event, timestamp);
        return id;
    }

    String failed(String customerId) throws Exception {
        String id = UUID.randomUUID().toString();
        FailedImage event = FailedImage.newBuilder()
                .setImageId(id)
                .setCustomerId(customerId)
                .setStage(Stage.VALIDATION)
                .setReason(Reason.CORRUPT)
                .setDetail("The image ends in the middle.")
                .setAttempts(0)
                .setFinishedAt(clock.instant())
                .build();
        stores.publish(Topics.FAILED_IMAGES, id, event, clock.instant());
        return id;
    }
}
