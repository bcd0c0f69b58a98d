package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The bucket of raw images and the client all of its users share.
 *
 * @param timeout how long a call may take, all its attempts together
 */
record S3Bucket(S3Client client, S3Presigner presigner, String name, Duration timeout) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Bucket.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /**
     * Region, endpoint and credentials are found by the SDK's default chain. Apache's HTTP client pools connections and
     * bounds every wait; the JDK's URLConnection does neither. Requests have the checksums they ask for and no others: S3
     * may not find the parts of a multipart upload that came with one which the upload did not name at its beginning.
     */
    static S3Bucket connect(String name, int connections, Duration timeout) {
        S3Client client = S3Client.builder()
                .putAuthScheme(new S3ChecksumSigning())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(timeout))
                .overrideConfiguration(
                        override -> override.retryStrategy(RetryMode.STANDARD).apiCallTimeout(timeout))
                .build();
        return new S3Bucket(client, S3Presigner.builder().s3Client(client).build(), name, timeout);
    }

    /** What clients are told, and operators read, when S3 does not do as asked. */
    ProblemException away(String key, Exception cause) {
        LOG.atError()
                .addKeyValue("bucket", name)
                .addKeyValue("key", key)
                .setCause(cause)
                .log("S3 did not do as asked: check RAW_BUCKET, its policy and AWS_ENDPOINT_URL_S3");
        return Problem.unavailable("The store is away just now, nothing was accepted. Send it again.", RETRY_AFTER)
                .exception(cause);
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }
}
