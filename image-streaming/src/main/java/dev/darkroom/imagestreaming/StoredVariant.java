package dev.darkroom.imagestreaming;

/**
 * Where a variant of an image lies.
 *
 * @param name its name within the image
 * @param sha256 SHA-256 of its bytes in lower-case hex
 */
record StoredVariant(String name, String bucket, String key, String contentType, String sha256) {}
