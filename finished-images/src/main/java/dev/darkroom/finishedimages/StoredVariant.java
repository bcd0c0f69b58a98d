package dev.darkroom.finishedimages;

/**
 * Where a variant of an image lies.
 *
 * @param name its name within the image
 * @param bucket S3 bucket
 * @param key S3 object key
 * @param contentType media type
 * @param sizeBytes size of the object as it was stored
 * @param width in pixels, upright
 * @param sha256 SHA-256 of its bytes in lower-case hex
 */
public record StoredVariant(
        String name, String bucket, String key, String contentType, long sizeBytes, int width, String sha256) {}
