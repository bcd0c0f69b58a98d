package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.imagecollection.RawImageStore.RawObject;
import dev.darkroom.imagecollection.header.ImageHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.UploadPartPresignRequest;

/** The staging area in the raw images' bucket. Length and, where it is known, checksum are signed into every URL. */
final class S3StagingStore implements StagingStore {
    /** S3 copies up to 5 GB in one call; it answers at its end. */
    private static final Duration LONGEST_COPY = Duration.ofMinutes(1);

    private static final int PRECONDITION_FAILED = 412;

    private final S3Bucket bucket;
    private final RawImageStore objects;
    private final ChunkPool memory;

    /** @param objects for whole objects that come through us */
    S3StagingStore(S3Bucket bucket, RawImageStore objects, ChunkPool memory) {
        this.bucket = bucket;
        this.objects = objects;
        this.memory = memory;
    }

    @Override
    public String begin(String key) {
        return ask(
                key,
                () -> bucket.client()
                        .createMultipartUpload(
                                create -> create.bucket(bucket.name()).key(key))
                        .uploadId());
    }

    @Override
    public URI urlFor(String key, long bytes, Optional<String> sha256, Duration valid) {
        PutObjectPresignRequest request = PutObjectPresignRequest.builder()
                .signatureDuration(valid)
                .putObjectRequest(put -> put.bucket(bucket.name())
                        .key(key)
                        .contentLength(bytes)
                        .checksumSHA256(sha256.map(S3StagingStore::base64).orElse(null)))
                .build();
        return URI.create(bucket.presigner().presignPutObject(request).url().toString());
    }

    @Override
    public URI urlFor(String key, String multipartId, int part, long bytes, Duration valid) {
        UploadPartPresignRequest request = UploadPartPresignRequest.builder()
                .signatureDuration(valid)
                .uploadPartRequest(upload -> upload.bucket(bucket.name())
                        .key(key)
                        .uploadId(multipartId)
                        .partNumber(part)
                        .contentLength(bytes))
                .build();
        return URI.create(bucket.presigner().presignUploadPart(request).url().toString());
    }

    static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public void put(String key, ImageBody body) throws BodyRefusedException {
        objects.put(new RawObject(key, "application/octet-stream", Optional.empty()), body);
    }

    @Override
    public void put(String key, String multipartId, int number, ImageBody body) throws BodyRefusedException {
        try (BodyPart part = BodyPart.read(body, body.declaredBytes(), memory, Duration.ofSeconds(5))) {
            if (part.bytes() != body.declaredBytes()) {
                throw S3RawImageStore.noMemory();
            }
            bucket.client()
                    .uploadPart(
                            upload -> upload.bucket(bucket.name())
                                    .key(key)
                                    .uploadId(multipartId)
                                    .partNumber(number),
                            RequestBody.fromContentProvider(part::open, part.bytes(), "application/octet-stream"));
        } catch (NoSuchUploadException e) {
            throw gone(e);
        } catch (SdkException e) {
            throw bucket.away(key, e);
        }
    }

    private static RuntimeException gone(Exception cause) {
        return new Problem("upload-gone", 410, "This upload is no longer open. Begin a new one.").exception(cause);
    }

    @Override
    public Map<Integer, Long> parts(String key, String multipartId) {
        Map<Integer, Long> sizes = new TreeMap<>();
        list(key, multipartId).forEach(part -> sizes.put(part.partNumber(), part.size()));
        return sizes;
    }

    private List<Part> list(String key, String multipartId) {
        return ask(key, () -> {
            try {
                return bucket
                        .client()
                        .listPartsPaginator(
                                list -> list.bucket(bucket.name()).key(key).uploadId(multipartId))
                        .parts()
                        .stream()
                        .toList();
            } catch (NoSuchUploadException e) {
                return List.of();
            }
        });
    }

    @Override
    public void putTogether(String key, String multipartId) {
        List<CompletedPart> parts = list(key, multipartId).stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.partNumber())
                        .eTag(part.eTag())
                        .build())
                .toList();
        if (parts.isEmpty()) {
            return;
        }
        ask(
                key,
                () -> bucket.client()
                        .completeMultipartUpload(complete -> complete.bucket(bucket.name())
                                .key(key)
                                .uploadId(multipartId)
                                .overrideConfiguration(override -> override.apiCallTimeout(LONGEST_COPY))
                                .multipartUpload(upload -> upload.parts(parts))));
    }

    @Override
    public Optional<Content> read(String key) {
        MessageDigest digest = Sha256.digest();
        try (ResponseInputStream<GetObjectResponse> in = bucket.client()
                        .getObject(get -> get.bucket(bucket.name()).key(key));
                DigestInputStream hashed = new DigestInputStream(in, digest)) {
            byte[] head = hashed.readNBytes(ImageBody.HEAD_BYTES);
            long bytes = head.length + hashed.transferTo(OutputStream.nullOutputStream());
            return Optional.of(new Content(
                    in.response().eTag(), bytes, HexFormat.of().formatHex(digest.digest()), ImageHeader.of(head)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException | IOException e) {
            throw bucket.away(key, e);
        }
    }

    @Override
    public void copy(String from, String version, String to, String contentType) {
        try {
            bucket.client()
                    .copyObject(copy -> copy.sourceBucket(bucket.name())
                            .sourceKey(from)
                            .copySourceIfMatch(version)
                            .destinationBucket(bucket.name())
                            .destinationKey(to)
                            .metadataDirective("REPLACE")
                            .contentType(contentType)
                            .overrideConfiguration(override -> override.apiCallTimeout(LONGEST_COPY)));
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new Problem("upload-changed", 409, "The bytes changed while they were checked. Ask again.")
                        .exception(e);
            }
            throw bucket.away(from, e);
        } catch (SdkException e) {
            throw bucket.away(from, e);
        }
    }

    @Override
    public void delete(String key, Optional<String> multipartId) {
        ask(key, () -> {
            multipartId.ifPresent(id -> abort(key, id));
            return bucket.client()
                    .deleteObject(delete -> delete.bucket(bucket.name()).key(key));
        });
    }

    private void abort(String key, String multipartId) {
        try {
            bucket.client()
                    .abortMultipartUpload(
                            abort -> abort.bucket(bucket.name()).key(key).uploadId(multipartId));
        } catch (NoSuchUploadException e) {
            // What was put together or aborted before needs no aborting.
            return;
        }
    }

    @Override
    public void sweep(String prefix, Instant before) {
        ask(prefix, () -> {
            bucket
                    .client()
                    .listMultipartUploadsPaginator(
                            list -> list.bucket(bucket.name()).prefix(prefix))
                    .uploads()
                    .stream()
                    .filter(upload -> upload.initiated().isBefore(before))
                    .forEach(upload -> abort(upload.key(), upload.uploadId()));
            bucket
                    .client()
                    .listObjectsV2Paginator(list -> list.bucket(bucket.name()).prefix(prefix))
                    .contents()
                    .stream()
                    .filter(object -> object.lastModified().isBefore(before))
                    .forEach(object -> bucket.client()
                            .deleteObject(delete -> delete.bucket(bucket.name()).key(object.key())));
            return prefix;
        });
    }

    private <T> T ask(String key, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw bucket.away(key, e);
        }
    }
}
