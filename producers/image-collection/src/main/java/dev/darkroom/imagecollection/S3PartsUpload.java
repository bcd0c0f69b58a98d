package dev.darkroom.imagecollection;

import dev.darkroom.imagecollection.RawImageStore.RawObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One body as a multipart upload: an object when it is whole, nothing when it breaks off. S3 checks each part's CRC-32,
 * and is told at the end what it answered to each: it does not find parts that came with a checksum by their tags alone.
 * Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">S3</a>.
 */
final class S3PartsUpload {
    private static final Logger LOG = LoggerFactory.getLogger(S3PartsUpload.class);

    private final S3Bucket bucket;
    private final ChunkPool memory;
    private final Duration patience;

    S3PartsUpload(S3Bucket bucket, ChunkPool memory, Duration patience) {
        this.bucket = bucket;
        this.memory = memory;
        this.patience = patience;
    }

    /** @param first what was read of the body, a whole part */
    void put(RawObject object, BodyPart first, ImageBody body) throws BodyRefusedException {
        String uploadId = begin(object);
        boolean whole = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            parts.add(send(object, uploadId, 1, first, first.bytes(), body));
            first.close();
            while (body.position() != body.declaredBytes() && next(object, uploadId, parts, body)) {}
            body.readOff();
            complete(object, uploadId, parts);
            whole = true;
        } finally {
            if (!whole) {
                abort(object, uploadId);
            }
        }
    }

    private String begin(RawObject object) {
        return bucket.client()
                .createMultipartUpload(create -> {
                    create.bucket(bucket.name())
                            .key(object.key())
                            .contentType(object.contentType())
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32);
                    object.once().ifPresent(mark -> create.metadata(Map.of("request", mark)));
                })
                .uploadId();
    }

    /** Whether there may be one more. */
    private boolean next(RawObject object, String uploadId, List<CompletedPart> parts, ImageBody body)
            throws BodyRefusedException {
        long length = body.declaredBytes() == ImageBody.UNKNOWN
                ? S3RawImageStore.PART_BYTES
                : Math.min(S3RawImageStore.PART_BYTES, body.declaredBytes() - body.position());
        try (BodyPart part = BodyPart.read(body, length, memory, patience)) {
            if (part.end() == BodyPart.End.NO_MEMORY && body.declaredBytes() == ImageBody.UNKNOWN) {
                throw S3RawImageStore.noMemory();
            }
            long bytes = part.end() == BodyPart.End.NO_MEMORY ? length : part.bytes();
            if (bytes > 0) {
                parts.add(send(object, uploadId, parts.size() + 1, part, bytes, body));
            }
            return bytes == S3RawImageStore.PART_BYTES;
        }
    }

    private CompletedPart send(
            RawObject object, String uploadId, int number, BodyPart part, long bytes, ImageBody body) {
        long position = body.position();
        boolean whole = part.bytes() == bytes;
        UploadPartResponse sent = bucket.client()
                .uploadPart(
                        upload -> upload.bucket(bucket.name())
                                .key(object.key())
                                .uploadId(uploadId)
                                .partNumber(number)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                                .checksumCRC32(whole ? part.crc32() : null)
                                .overrideConfiguration(override -> override.apiCallTimeout(
                                        whole
                                                ? bucket.timeout()
                                                : body.longest().plus(bucket.timeout()))),
                        RequestBody.fromContentProvider(
                                () -> whole
                                        ? part.open()
                                        : new Bounded(S3RawImageStore.asItComes(part, body, position), bytes),
                                bytes,
                                object.contentType()));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(sent.eTag())
                .checksumCRC32(sent.checksumCRC32())
                .build();
    }

    private void complete(RawObject object, String uploadId, List<CompletedPart> parts) {
        bucket.client()
                .completeMultipartUpload(complete -> complete.bucket(bucket.name())
                        .key(object.key())
                        .uploadId(uploadId)
                        .ifNoneMatch(object.once().isPresent() ? "*" : null)
                        .multipartUpload(upload -> upload.parts(parts)));
    }

    /** What cannot be aborted now, the bucket's lifecycle does. */
    private void abort(RawObject object, String uploadId) {
        boolean interrupted = Thread.interrupted();
        try {
            bucket.client()
                    .abortMultipartUpload(abort ->
                            abort.bucket(bucket.name()).key(object.key()).uploadId(uploadId));
        } catch (SdkException e) {
            LOG.atWarn().addKeyValue("key", object.key()).setCause(e).log("A multipart upload could not be aborted");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
