package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Raw images in S3. A body of known length goes out as it comes in, in one request; one of unknown length in parts of 8
 * MiB, since S3 wants each request's length first. The SDK adds a checksum to each, so what S3 confirms is what was read.
 */
final class S3RawImageStore implements RawImageStore {
    static final int PART_BYTES = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(S3RawImageStore.class);

    /** Also ends an upload whose client sends a byte now and then. */
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

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
                        .overrideConfiguration(override ->
                                override.apiCallTimeout(LONGEST_REQUEST).retryStrategy(RetryMode.STANDARD))
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
            if (body.declaredBytes().isPresent()) {
                RequestBody content = RequestBody.fromContentProvider(
                        body::fromStart, body.declaredBytes().getAsLong(), contentType);
                s3.putObject(put -> put.bucket(bucket).key(key).contentType(contentType), content);
            } else {
                putUnknownLength(key, contentType, body);
            }
        } catch (SdkException | IllegalStateException e) {
            throw away(key, body, e);
        }
        if (!body.complete()) {
            throw away(key, body, null);
        }
    }

    private void putUnknownLength(String key, String contentType, ImageBody body) throws BodyRefusedException {
        byte[] part = new byte[PART_BYTES];
        int partBytes = readPart(body, part);
        if (partBytes < PART_BYTES) {
            s3.putObject(put -> put.bucket(bucket).key(key).contentType(contentType), content(part, partBytes));
            return;
        }
        String uploadId = s3.createMultipartUpload(
                        create -> create.bucket(bucket).key(key).contentType(contentType))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (; partBytes > 0; partBytes = readPart(body, part)) {
                parts.add(putPart(key, uploadId, parts.size() + 1, content(part, partBytes)));
            }
            s3.completeMultipartUpload(complete ->
                    complete.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(all -> all.parts(parts)));
        } catch (BodyRefusedException | RuntimeException e) {
            abort(key, uploadId);
            throw e;
        }
    }

    private CompletedPart putPart(String key, String uploadId, int number, RequestBody content) {
        var answer = s3.uploadPart(
                put -> put.bucket(bucket).key(key).uploadId(uploadId).partNumber(number), content);
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    private static RequestBody content(byte[] part, int partBytes) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(part, 0, partBytes), partBytes, "application/octet-stream");
    }

    private static int readPart(ImageBody body, byte[] part) throws BodyRefusedException {
        try {
            return body.readNBytes(part, 0, part.length);
        } catch (BodyRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("An image's body fails in one way only", e);
        }
    }

    /** Parts of an upload that was not ended cost money until the bucket's lifecycle rule sweeps them. */
    private void abort(String key, String uploadId) {
        try {
            s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(uploadId));
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue("bucket", bucket)
                    .addKeyValue("key", key)
                    .setCause(e)
                    .log("Parts of a failed upload stay behind until the bucket's lifecycle rule sweeps them");
        }
    }

    /** The client's fault where it had one, else the store's. */
    private ProblemException away(String key, ImageBody body, @Nullable Exception cause) throws BodyRefusedException {
        if (body.refused().isPresent()) {
            throw body.refused().get();
        }
        LOG.atError()
                .addKeyValue("bucket", bucket)
                .addKeyValue("key", key)
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
