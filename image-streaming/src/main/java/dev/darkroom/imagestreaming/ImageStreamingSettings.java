package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.HttpAddress;
import java.util.Map;

/**
 * What the environment says of image streaming; brokers and registry apart.
 *
 * @param address where it listens
 * @param processedBucket S3 bucket of the variants
 * @param imagesTable DynamoDB table of finished images
 * @param mostListeners how many may follow the live feed at once
 * @param keptBytes what the variants kept in memory may have together
 */
record ImageStreamingSettings(
        HttpAddress address, String processedBucket, String imagesTable, int mostListeners, long keptBytes) {
    private static final int DEFAULT_PORT = 8081;

    ImageStreamingSettings {
        if (processedBucket.isBlank()) {
            throw new IllegalArgumentException("PROCESSED_BUCKET is not set: name the S3 bucket of processed images");
        }
        if (imagesTable.isBlank()) {
            throw new IllegalArgumentException("IMAGES_TABLE is empty: name the DynamoDB table of finished images");
        }
        if (mostListeners < 1) {
            throw new IllegalArgumentException("MAX_LISTENERS must be at least 1, not " + mostListeners);
        }
        if (keptBytes < 0) {
            throw new IllegalArgumentException("VARIANT_CACHE_BYTES must be 0 or more, not " + keptBytes);
        }
    }

    /** @throws IllegalArgumentException naming the variable that is missing or cannot be understood */
    static ImageStreamingSettings fromEnvironment(Map<String, String> environment) {
        return new ImageStreamingSettings(
                HttpAddress.fromEnvironment(environment, DEFAULT_PORT),
                environment.getOrDefault("PROCESSED_BUCKET", ""),
                environment.getOrDefault("IMAGES_TABLE", "images"),
                Math.clamp(number(environment, "MAX_LISTENERS", 2000), 0, Integer.MAX_VALUE),
                number(environment, "VARIANT_CACHE_BYTES", 64L << 20));
    }

    private static long number(Map<String, String> environment, String name, long defaultValue) {
        String value = environment.getOrDefault(name, Long.toString(defaultValue));
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not '" + value + "'", e);
        }
    }
}
