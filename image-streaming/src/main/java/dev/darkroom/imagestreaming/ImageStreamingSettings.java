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
 */
record ImageStreamingSettings(HttpAddress address, String processedBucket, String imagesTable, int mostListeners) {
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
    }

    /** @throws IllegalArgumentException naming the variable that is missing or cannot be understood */
    static ImageStreamingSettings fromEnvironment(Map<String, String> environment) {
        String listeners = environment.getOrDefault("MAX_LISTENERS", "2000");
        try {
            return new ImageStreamingSettings(
                    HttpAddress.fromEnvironment(environment, DEFAULT_PORT),
                    environment.getOrDefault("PROCESSED_BUCKET", ""),
                    environment.getOrDefault("IMAGES_TABLE", "images"),
                    Integer.parseInt(listeners.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("MAX_LISTENERS must be a whole number, not '" + listeners + "'", e);
        }
    }
}
