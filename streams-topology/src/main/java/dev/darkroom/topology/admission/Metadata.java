package dev.darkroom.topology.admission;

import dev.darkroom.schemas.RawImage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an event says what a raw image's event must say, before anyone looks at the image itself. */
final class Metadata {
    private static final int LONGEST_S3_KEY_BYTES = 1024;
    private static final int QUOTED_CHARACTERS = 80;

    private Metadata() {}

    /** What is wrong with the event, as one sentence; empty when it is well formed. */
    static Optional<String> fault(@Nullable String recordKey, RawImage image) {
        if (!Names.isId(image.getImageId())) {
            return fault("image_id", image.getImageId(), "1 to 64 letters, digits, hyphens and underscores");
        }
        if (!image.getImageId().equals(recordKey)) {
            return fault("the record's key", recordKey, "the image_id " + image.getImageId());
        }
        if (!Names.isId(image.getCustomerId())) {
            return fault("customer_id", image.getCustomerId(), "1 to 64 letters, digits, hyphens and underscores");
        }
        if (!Names.isBucket(image.getBucket())) {
            return fault("bucket", image.getBucket(), "the name of an S3 bucket");
        }
        if (!isObjectKey(image.getKey())) {
            return fault("key", image.getKey(), "an S3 object key of 1 to 1024 bytes");
        }
        if (!Names.isSha256(image.getSha256())) {
            return fault("sha256", image.getSha256(), "64 lower-case hexadecimal digits");
        }
        if (image.getSizeBytes() < 0) {
            return fault("size_bytes", Long.toString(image.getSizeBytes()), "0 or more");
        }
        if (image.getFunction() != null && !Names.isFunction(image.getFunction())) {
            return fault(
                    "function",
                    image.getFunction(),
                    "1 to 64 lower-case letters, digits and hyphens, and maybe @version");
        }
        return Optional.empty();
    }

    private static boolean isObjectKey(String key) {
        return !key.isBlank()
                && key.length() <= LONGEST_S3_KEY_BYTES
                && key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_S3_KEY_BYTES;
    }

    private static Optional<String> fault(String field, @Nullable String value, String expected) {
        String found = value == null ? "absent" : "'" + Names.clipped(value, QUOTED_CHARACTERS) + "'";
        return Optional.of("The event is malformed: %s is %s and must be %s.".formatted(field, found, expected));
    }
}
