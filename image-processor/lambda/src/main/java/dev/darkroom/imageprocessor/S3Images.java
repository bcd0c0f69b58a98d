package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
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

    /** The same for another server that answers as S3 does. */
    static S3Client client(URI endpoint) {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .build();
    }

    /**
     * {@inheritDoc} S3 only says that a key does not exist to those who may list the bucket ({@code s3:ListBucket});
     * others are denied access, which is thrown as any other error is.
     */
    @Override
    public Fetched fetch(String bucket, String key, long sizeBytes) {
        try {
            return s3.getObject(
                    request -> request.bucket(bucket).key(key),
                    (response, content) -> read(response.contentLength(), content, sizeBytes));
        } catch (NoSuchKeyException e) {
            return new Fetched.Missing();
        }
    }

    private static Fetched read(long length, AbortableInputStream content, long expected) {
        if (length != expected) {
            content.abort();
            return new Fetched.OfAnotherSize(length);
        }
        byte[] bytes = new byte[Math.toIntExact(length)];
        try {
            int count = content.readNBytes(bytes, 0, bytes.length);
            if (count < bytes.length) {
                throw new EOFException("Only " + count + " of " + length + " bytes came");
            }
        } catch (IOException e) {
            throw RetryableException.create("The object could not be read to its end", e);
        }
        return new Fetched.Whole(ImageBytes.of(bytes));
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
