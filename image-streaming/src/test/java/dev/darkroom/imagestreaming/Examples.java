package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
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

    /** Of {@link TestingVariantStore#bytes} of so many. */
    static final String SMALL_SHA256 = "a8af099bf2e878609558dbf69d8f88f4a31040a8cf84b549a0cfa912f12ffc3f";

    static final String LARGE_SHA256 = "1913233a0a87fe912497ee543021c40adc5d414614fc76fdff3e0c08b6a1d981";

    private Examples() {}

    static ProcessedImage processed(String imageId, String customerId) {
        return processed(
                imageId,
                customerId,
                new Variant("web", "processed", "k/w.webp", "image/webp", 3_000_000L, 1600, 1200, LARGE_SHA256));
    }

    private static ProcessedImage processed(String imageId, String customerId, Variant second) {
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
                .setVariants(List.of(
                        new Variant("thumbnail", "processed", "k/t.jpg", "image/jpeg", 1000L, 256, 192, SMALL_SHA256),
                        second))
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

    static FinishedImage withHugeVariant(String imageId, String customerId) {
        return FinishedImage.of(processed(
                imageId,
                customerId,
                new Variant("huge", "processed", "k/h.jpg", "image/jpeg", 50_000_000L, 9000, 9000, "00")));
    }
}
