package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Documents as objects beside the raw images, which S3 reads as they were written last. */
final class S3Documents implements Documents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final S3Bucket bucket;

    S3Documents(S3Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        try {
            byte[] bytes = bucket.client()
                    .getObjectAsBytes(get -> get.bucket(bucket.name()).key(key))
                    .asByteArray();
            return Optional.of((ObjectNode) JSON.readTree(bytes));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw bucket.away(key, e);
        } catch (IOException e) {
            throw new UncheckedIOException(key + " is no JSON document", e);
        }
    }

    @Override
    public void put(String key, ObjectNode document) {
        try {
            bucket.client()
                    .putObject(
                            put -> put.bucket(bucket.name())
                                    .key(key)
                                    .contentType("application/json")
                                    .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                            RequestBody.fromString(document.toString(), StandardCharsets.UTF_8));
        } catch (SdkException e) {
            throw bucket.away(key, e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            bucket.client().deleteObject(delete -> delete.bucket(bucket.name()).key(key));
        } catch (SdkException e) {
            throw bucket.away(key, e);
        }
    }
}
