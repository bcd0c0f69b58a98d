package dev.darkroom.finishedimages;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Variant;
import java.time.Instant;
import java.util.List;

/** Images that have finished. */
final class Examples {
    static final String IMAGE_ID = "0190b0c4-0000-7000-8000-000000000001";

    private Examples() {}

    static ProcessedImage processed(String imageId, String customerId) {
        return ProcessedImage.newBuilder()
                .setImageId(imageId)
                .setCustomerId(customerId)
                .setLane(Lane.EXPRESS)
                .setFunction("web-variants")
                .setAttempts(1)
                .setContentType("image/jpeg")
                .setSizeBytes(5_000_000_000L)
                .setSha256("00ff")
                .setWidth(640)
                .setHeight(480)
                .setReceivedAt(Instant.parse("2026-01-02T03:04:05Z"))
                .setFinishedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
                .setProcessingMillis(321)
                .setVariants(List.of(new Variant("thumbnail", "processed", "k/t.jpg", "image/jpeg", 1L, 2, 3, "01")))
                .build();
    }

    static FailedImage failed(String imageId, String customerId) {
        return FailedImage.newBuilder()
                .setImageId(imageId)
                .setCustomerId(customerId)
                .setStage(Stage.VALIDATION)
                .setReason(Reason.UNSUPPORTED_TYPE)
                .setDetail("Not an image.")
                .setAttempts(0)
                .setFinishedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
                .build();
    }

    static FinishedImage image(String imageId, String customerId) {
        return FinishedImage.of(processed(imageId, customerId));
    }
}
