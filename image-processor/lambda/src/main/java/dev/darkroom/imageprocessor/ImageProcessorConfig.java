package dev.darkroom.imageprocessor;

import java.util.Map;

/**
 * The processor's own settings.
 *
 * @param processedBucket PROCESSED_BUCKET: where renditions are put
 */
record ImageProcessorConfig(String processedBucket) {
    /** @throws IllegalArgumentException when a setting is missing */
    static ImageProcessorConfig of(Map<String, String> environment) {
        String bucket = environment.getOrDefault("PROCESSED_BUCKET", "");
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("PROCESSED_BUCKET is not set: name the S3 bucket for renditions");
        }
        return new ImageProcessorConfig(bucket);
    }
}
