package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Raw images in S3. A body up to {@value #LARGEST_WHOLE_BYTES} bytes is gathered in memory and put in one request, so that
 * the SDK can send it again; a longer one, or one that memory would be short for, goes out as a multipart upload, part by
 * part. Where there is no memory for a part either, a body of known length goes out as it comes in, in one request that
 * cannot be sent again. S3 is told a CRC-32 each way, so what S3 confirms is what was read.
 */
final class S3RawImageStore implements RawImageStore {
    /** S3's smallest part is 5 MiB, API Gateway's largest body 10 MB. */
    static final int PART_BYTES = 8 << 20;

    /** Longer bodies go out in parts, and shorter ones where memory is short or the client slow. */
    static final int LARGEST_WHOLE_BYTES = 32 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(S3RawImageStore.class);

    /** How long a body waits for memory before it does without. */
    private static final Duration PATIENCE_FOR_MEMORY = Duration.ofMillis(50);

    /** Longer for a part, and a client would hold the memory of a whole body for long. */
    private static final Duration QUICK = Duration.ofSeconds(2);

    private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);
    private static final String MARK = "request";
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    private final S3Bucket bucket;
    private final ChunkPool memory;

    S3RawImageStore(S3Bucket bucket, ChunkPool memory) {
        this.bucket = bucket;
        this.memory = memory;
    }

    @Override
    public String bucket() {
        return bucket.name();
    }

    @Override
    public Stored put(RawObject object, ImageBody body) throws BodyRefusedException {
        try (BodyPart first = BodyPart.read(body, most(PART_BYTES, body), memory, PATIENCE_FOR_MEMORY)) {
            if (first.end() == BodyPart.End.FULL
                    && body.declaredBytes() <= LARGEST_WHOLE_BYTES
                    && body.waited().compareTo(QUICK) < 0) {
                first.readOn(body, most(LARGEST_WHOLE_BYTES, body));
            }
            return put(object, first, body);
        } catch (S3Exception e) {
            return thereAlready(object, body, e);
        } catch (SdkException | IllegalStateException e) {
            throw failed(object.key(), body, e);
        }
    }

    private static long most(long bytes, ImageBody body) {
        return body.declaredBytes() == ImageBody.UNKNOWN ? bytes : Math.min(bytes, body.declaredBytes());
    }

    private Stored put(RawObject object, BodyPart first, ImageBody body) throws BodyRefusedException {
        if (first.end() == BodyPart.End.NO_MEMORY && first.bytes() < PART_BYTES) {
            if (body.declaredBytes() == ImageBody.UNKNOWN) {
                throw noMemory();
            }
            putAsItComes(object, first, body);
        } else if (first.end() == BodyPart.End.BODY_ENDED || first.bytes() == body.declaredBytes()) {
            // One more read tells that the body ends where it was said to.
            body.readOff();
            PutObjectRequest put = request(object, bucket.timeout())
                    .checksumCRC32(first.crc32())
                    .build();
            bucket.client()
                    .putObject(put, RequestBody.fromContentProvider(first::open, first.bytes(), object.contentType()));
        } else {
            new S3PartsUpload(bucket, memory, PATIENCE_FOR_MEMORY).put(object, first, body);
        }
        if (!body.complete()) {
            throw failed(object.key(), body, null);
        }
        return Stored.NEW;
    }

    private void putAsItComes(RawObject object, BodyPart begun, ImageBody body) {
        bucket.client()
                .putObject(
                        request(object, body.longest().plus(bucket.timeout()))
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                                .build(),
                        RequestBody.fromContentProvider(
                                () -> asItComes(begun, body, begun.bytes()),
                                body.declaredBytes(),
                                object.contentType()));
    }

    /** What was gathered, then the body itself; a second time only as long as nothing was read of the latter. */
    static InputStream asItComes(BodyPart begun, ImageBody body, long bodyPosition) {
        if (body.position() != bodyPosition) {
            throw new IllegalStateException("An upload that went out as it came in cannot be sent again");
        }
        return new SequenceInputStream(begun.open(), body);
    }

    static ProblemException noMemory() {
        return Problem.unavailable("Too much is under way just now. Send the image again.", Duration.ofSeconds(2))
                .exception();
    }

    private PutObjectRequest.Builder request(RawObject object, Duration longest) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(object.key())
                .contentType(object.contentType())
                .overrideConfiguration(override -> override.apiCallTimeout(longest));
        object.once().ifPresent(mark -> put.ifNoneMatch("*").metadata(Map.of(MARK, mark)));
        return put;
    }

    private Stored thereAlready(RawObject object, ImageBody body, S3Exception e) throws BodyRefusedException {
        if (object.once().isPresent() && e.statusCode() == PRECONDITION_FAILED) {
            return Stored.THERE_ALREADY;
        }
        if (object.once().isPresent() && e.statusCode() == CONFLICT) {
            throw new Problem(
                            "request-in-progress",
                            409,
                            "A request with this Idempotency-Key is under way. Send it again.",
                            Map.of("Retry-After", "1"))
                    .exception(e);
        }
        throw failed(object.key(), body, e);
    }

    /** The client's fault where it had one, else the store's. */
    private ProblemException failed(String key, ImageBody body, @Nullable Exception cause) throws BodyRefusedException {
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
        return bucket.away(key, cause == null ? new IllegalStateException("The body was not read to its end") : cause);
    }

    @Override
    public Optional<String> mark(String key) {
        try {
            HeadObjectResponse head = bucket.client()
                    .headObject(request -> request.bucket(bucket.name()).key(key));
            return Optional.of(head.metadata().getOrDefault(MARK, ""));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw bucket.away(key, e);
        }
    }

    @Override
    public String sha256(String key) {
        try (InputStream in = bucket.client()
                .getObject(request -> request.bucket(bucket.name()).key(key))) {
            return Sha256.of(in);
        } catch (SdkException | IOException e) {
            throw bucket.away(key, e);
        }
    }

    @Override
    public void check() {
        bucket.client()
                .headBucket(head -> head.bucket(bucket.name())
                        .overrideConfiguration(override -> override.apiCallTimeout(LONGEST_CHECK)));
    }

    @Override
    public void close() {
        bucket.close();
    }
}
