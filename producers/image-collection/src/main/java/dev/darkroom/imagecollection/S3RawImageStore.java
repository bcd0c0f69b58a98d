package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Raw images in S3. A body goes out as it comes in, in one request. The SDK adds a checksum, so what S3 confirms is what
 * was read.
 */
final class S3RawImageStore implements RawImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3RawImageStore.class);

    /** What S3 may take beside the client's own time, all attempts together. */
    private static final Duration LONGEST_WITHOUT_BODY = Duration.ofMinutes(1);

    private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final S3Client s3;
    private final String bucket;

    S3RawImageStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Region, endpoint and credentials are found by the SDK's default chain. Apache's HTTP client pools connections and
     * bounds every wait; the JDK's URLConnection does neither.
     */
    static S3RawImageStore connect(String bucket, int connections) {
        return new S3RawImageStore(
                S3Client.builder()
                        .httpClientBuilder(Apache5HttpClient.builder()
                                .maxConnections(connections)
                                .connectionTimeout(Duration.ofSeconds(2))
                                .connectionAcquisitionTimeout(Duration.ofSeconds(5))
                                .socketTimeout(Duration.ofSeconds(20)))
                        .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                        .build(),
                bucket);
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public void put(String key, String contentType, ImageBody body) throws BodyRefusedException {
        try {
            s3.putObject(
                    put -> put.bucket(bucket)
                            .key(key)
                            .contentType(contentType)
                            .overrideConfiguration(override ->
                                    override.apiCallTimeout(body.longest().plus(LONGEST_WITHOUT_BODY))),
                    RequestBody.fromContentProvider(body::fromStart, body.declaredBytes(), contentType));
        } catch (SdkException | IllegalStateException e) {
            throw away(key, body, e);
        }
        if (!body.complete()) {
            throw away(key, body, null);
        }
    }

    /** The client's fault where it had one, else the store's. */
    private ProblemException away(String key, ImageBody body, @Nullable Exception cause) throws BodyRefusedException {
        Optional<BodyRefusedException> refused = body.refused();
        if (refused.isPresent() && refused.get().refusal().problem().status() < 500) {
            LOG.atInfo()
                    .addKeyValue("key", key)
                    .addKeyValue("kind", refused.get().refusal().problem().kind())
                    .addKeyValue("read_bytes", body.bytes())
                    .addKeyValue("waited_for_client_millis", body.waited().toMillis())
                    .log("A client did not send its image to the end");
            throw refused.get();
        }
        LOG.atError()
                .addKeyValue("bucket", bucket)
                .addKeyValue("key", key)
                .addKeyValue("waited_for_client_millis", body.waited().toMillis())
                .setCause(cause)
                .log("S3 did not take a raw image: check RAW_BUCKET, its policy and AWS_ENDPOINT_URL_S3");
        return Problem.unavailable(
                        "The image could not be stored just now, nothing was accepted. Send it again.", RETRY_AFTER)
                .exception(cause);
    }

    @Override
    public void check() {
        s3.headBucket(
                head -> head.bucket(bucket).overrideConfiguration(override -> override.apiCallTimeout(LONGEST_CHECK)));
    }

    @Override
    public void close() {
        s3.close();
    }
}
