package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Raw images and renditions in S3. */
final class S3Images implements RawImages, VariantStore, AutoCloseable {
    /** A rendition never changes under its key; caches may keep it for the week it is promised to be there. */
    private static final String CACHE_CONTROL = "private, max-age=604800, immutable";

    private final S3Client s3;
    private final String bucket;

    S3Images(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Region, endpoint and credentials come from the AWS SDK's default chain. */
    static S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /**
     * {@inheritDoc} S3 only says that a key does not exist to those who may list the bucket ({@code s3:ListBucket});
     * others are denied access, which is thrown as any other error is.
     */
    @Override
    public Optional<ImageBytes> fetch(String bucket, String key) {
        try {
            return Optional.of(ImageBytes.of(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArrayUnsafe()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public void put(String key, ImageBytes content, String contentType) {
        s3.putObject(
                request ->
                        request.bucket(bucket).key(key).contentType(contentType).cacheControl(CACHE_CONTROL),
                RequestBody.fromBytes(content.array()));
    }

    @Override
    public void close() {
        s3.close();
    }
}
