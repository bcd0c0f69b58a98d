package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.imagecollection.outbound.HostPatterns;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says of image collection; brokers, registry and callers apart.
 *
 * @param address where it listens
 * @param rawBucket S3 bucket for the raw bytes
 * @param imagesTable DynamoDB table of finished images
 * @param limits how much it takes on
 * @param streamingUrl what the links to images begin with; empty for links relative to this service
 * @param topologyUrl where the topology answers for open images; empty when it is not asked
 * @param fetchSources the hosts that images may be fetched from
 * @param trustedHosts the hosts that may have any address and port, for what is fetched and for webhooks
 * @param webhookKey what the webhooks' secrets are derived from; empty for no webhooks
 */
record ImageCollectionSettings(
        HttpAddress address,
        String rawBucket,
        String imagesTable,
        Limits limits,
        String streamingUrl,
        Optional<URI> topologyUrl,
        HostPatterns fetchSources,
        HostPatterns trustedHosts,
        Optional<String> webhookKey) {
    private static final int DEFAULT_PORT = 8080;

    /**
     * How much is taken on.
     *
     * @param imageBytes what one request's body may have
     * @param uploadBytes what an image sent by way of /v1/uploads may have
     * @param uploads how many may be under way at once
     * @param uploadsOfOneCustomer how many of them may be one customer's
     * @param bufferedBytes how much of their bodies may be in memory
     * @param storeTimeout how long a call to S3 may take, all its attempts together, the client's own time apart
     */
    record Limits(
            long imageBytes,
            long uploadBytes,
            int uploads,
            int uploadsOfOneCustomer,
            long bufferedBytes,
            Duration storeTimeout) {
        Limits {
            atLeast(1, imageBytes, "MAX_IMAGE_BYTES");
            atLeast(1, uploadBytes, "MAX_UPLOAD_BYTES");
            atLeast(1, uploads, "MAX_CONCURRENT_UPLOADS");
            atLeast(1, uploadsOfOneCustomer, "MAX_CONCURRENT_UPLOADS_PER_CUSTOMER");
            atLeast(ChunkPool.CHUNK_BYTES, bufferedBytes, "MAX_BUFFERED_BYTES");
            atLeast(100, storeTimeout.toMillis(), "S3_TIMEOUT_MILLIS");
        }

        static Limits fromEnvironment(Map<String, String> environment) {
            int uploads = Math.clamp(number(environment, "MAX_CONCURRENT_UPLOADS", 64), 0, Integer.MAX_VALUE);
            return new Limits(
                    number(environment, "MAX_IMAGE_BYTES", 100L << 20),
                    number(environment, "MAX_UPLOAD_BYTES", 1L << 30),
                    uploads,
                    Math.clamp(
                            number(environment, "MAX_CONCURRENT_UPLOADS_PER_CUSTOMER", Math.max(1, uploads / 2)),
                            0,
                            Integer.MAX_VALUE),
                    number(environment, "MAX_BUFFERED_BYTES", 128L << 20),
                    Duration.ofMillis(number(environment, "S3_TIMEOUT_MILLIS", 20_000)));
        }

        private static void atLeast(long least, long value, String name) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
            }
        }
    }

    ImageCollectionSettings {
        if (rawBucket.isBlank()) {
            throw new IllegalArgumentException("RAW_BUCKET is not set: name the S3 bucket for raw images");
        }
        if (imagesTable.isBlank()) {
            throw new IllegalArgumentException("IMAGES_TABLE is empty: name the DynamoDB table of finished images");
        }
        if (!streamingUrl.isEmpty()) {
            url(streamingUrl, "IMAGE_STREAMING_URL");
        }
    }

    /** @throws IllegalArgumentException naming the variable that is missing or cannot be understood */
    static ImageCollectionSettings fromEnvironment(Map<String, String> environment) {
        return new ImageCollectionSettings(
                HttpAddress.fromEnvironment(environment, DEFAULT_PORT),
                environment.getOrDefault("RAW_BUCKET", ""),
                environment.getOrDefault("IMAGES_TABLE", "images"),
                Limits.fromEnvironment(environment),
                environment.getOrDefault("IMAGE_STREAMING_URL", ""),
                present(environment, "TOPOLOGY_QUERY_URL").map(url -> url(url, "TOPOLOGY_QUERY_URL")),
                HostPatterns.parse(environment.getOrDefault("FETCH_SOURCES", "")),
                HostPatterns.parse(environment.getOrDefault("TRUSTED_HOSTS", "")),
                present(environment, "WEBHOOK_SIGNING_KEY"));
    }

    private static Optional<String> present(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
    }

    private static URI url(String text, String name) {
        if (!text.matches("https?://[^?#]*[^/?#]")) {
            throw new IllegalArgumentException(
                    name + " must be an http or https URL without a slash at its end, not '" + text + "'");
        }
        return URI.create(text);
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
