package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.HttpAddress;
import java.util.Map;

/**
 * What the environment says of image collection; brokers and registry apart.
 *
 * @param address where it listens
 * @param rawBucket S3 bucket for the raw bytes
 * @param largestImageBytes what one image may have
 * @param concurrentUploads how many images may be under way at once
 * @param streamingUrl what the links to images begin with; empty for links relative to this service
 */
record ImageCollectionSettings(
        HttpAddress address, String rawBucket, long largestImageBytes, int concurrentUploads, String streamingUrl) {
    private static final int DEFAULT_PORT = 8080;
    private static final long DEFAULT_LARGEST_IMAGE_BYTES = 100L << 20;
    private static final int DEFAULT_CONCURRENT_UPLOADS = 64;

    ImageCollectionSettings {
        if (rawBucket.isBlank()) {
            throw new IllegalArgumentException("RAW_BUCKET is not set: name the S3 bucket for raw images");
        }
        if (largestImageBytes < 1) {
            throw new IllegalArgumentException("MAX_IMAGE_BYTES must be at least 1, not " + largestImageBytes);
        }
        if (concurrentUploads < 1) {
            throw new IllegalArgumentException("MAX_CONCURRENT_UPLOADS must be at least 1, not " + concurrentUploads);
        }
        if (!streamingUrl.isEmpty() && !streamingUrl.matches("https?://[^?#]*[^/?#]")) {
            throw new IllegalArgumentException(
                    "IMAGE_STREAMING_URL must be an http or https URL without a slash at its end, not '" + streamingUrl
                            + "'");
        }
    }

    /** @throws IllegalArgumentException naming the variable that is missing or cannot be understood */
    static ImageCollectionSettings fromEnvironment(Map<String, String> environment) {
        return new ImageCollectionSettings(
                HttpAddress.fromEnvironment(environment, DEFAULT_PORT),
                environment.getOrDefault("RAW_BUCKET", ""),
                number(environment, "MAX_IMAGE_BYTES", DEFAULT_LARGEST_IMAGE_BYTES),
                Math.clamp(
                        number(environment, "MAX_CONCURRENT_UPLOADS", DEFAULT_CONCURRENT_UPLOADS),
                        Integer.MIN_VALUE,
                        Integer.MAX_VALUE),
                environment.getOrDefault("IMAGE_STREAMING_URL", ""));
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
