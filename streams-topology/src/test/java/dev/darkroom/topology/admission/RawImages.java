package dev.darkroom.topology.admission;

import dev.darkroom.schemas.RawImage;
import java.time.Instant;

/** Raw images to start a test from. */
public final class RawImages {
    public static final String ID = "0190b0c4-0000-7000-8000-000000000001";
    public static final Instant RECEIVED_AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private RawImages() {}

    /** An acceptable 640 × 480 JPEG of customer acme. */
    public static RawImage.Builder acceptable() {
        return RawImage.newBuilder()
                .setImageId(ID)
                .setCustomerId("acme")
                .setBucket("darkroom-raw")
                .setKey("raw/acme/" + ID)
                .setSizeBytes(12_345)
                .setSha256("0123456789abcdef".repeat(4))
                .setContentType("image/jpeg")
                .setWidth(640)
                .setHeight(480)
                .setSourceName("cat.jpg")
                .setReceivedAt(RECEIVED_AT);
    }
}
