package dev.darkroom.imagecollection;

import com.fasterxml.uuid.Generators;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids of images. */
final class ImageIds {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private ImageIds() {}

    /** A new one: UUID version 7. */
    static String fresh() {
        return Generators.timeBasedEpochGenerator().generate().toString();
    }

    /** The same one for the same customer and key, and no other: UUID version 8 out of their SHA-256 (RFC 9562, 5.8). */
    static String of(String customerId, String idempotencyKey) {
        MessageDigest digest = Sha256.digest();
        digest.update(customerId.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low).toString();
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
