package dev.darkroom.topology.admission;

import dev.darkroom.schemas.RawImage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Raw images to start a test from. */
public final class RawImages {
    public static final String ID = "0190b0c4-0000-7000-8000-000000000001";
    public static final Instant RECEIVED_AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private RawImages() {}

    /** An acceptable image whose bytes are like those of no other id. */
    public static RawImage.Builder distinct(String id) {
        return acceptable().setImageId(id).setKey("raw/acme/" + id).setSha256(sha256(id));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

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
