package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Variants in S3. */
final class S3VariantStore implements VariantStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3VariantStore.class);
    private static final int MOST_CONNECTIONS = 200;
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;

    S3VariantStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.presigner = S3Presigner.builder().s3Client(s3).build();
        this.bucket = bucket;
    }

    /**
     * Region, endpoint and credentials are found by the SDK's default chain. Apache's HTTP client pools connections and
     * bounds every wait; the JDK's URLConnection does neither.
     */
    static S3VariantStore connect(String bucket) {
        return new S3VariantStore(
                S3Client.builder()
                        .httpClientBuilder(Apache5HttpClient.builder()
                                .maxConnections(MOST_CONNECTIONS)
                                .connectionTimeout(Duration.ofSeconds(2))
                                .connectionAcquisitionTimeout(Duration.ofSeconds(5))
                                .socketTimeout(Duration.ofSeconds(20)))
                        .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                        .build(),
                bucket);
    }

    @Override
    public Opened open(StoredVariant variant, Optional<ByteRange> range) {
        return new S3Opened(ask(
                variant,
                () -> s3.getObject(get -> {
                    get.bucket(variant.bucket()).key(variant.key());
                    range.ifPresent(bytes -> get.range("bytes=" + bytes.first() + "-" + bytes.last()));
                })));
    }

    @Override
    public URI urlFor(StoredVariant variant, Duration valid) {
        return URI.create(presigner
                .presignGetObject(presign -> presign.signatureDuration(valid)
                        .getObjectRequest(get -> get.bucket(variant.bucket())
                                .key(variant.key())
                                .responseContentType(variant.contentType())))
                .url()
                .toString());
    }

    private static <T> T ask(StoredVariant variant, Supplier<T> question) {
        try {
            return question.get();
        } catch (NoSuchKeyException e) {
            throw new Problem(
                            "gone",
                            410,
                            "The variant's bytes are no longer kept. Send the image in again to have them.")
                    .exception(e);
        } catch (SdkException e) {
            throw away(variant, e);
        }
    }

    private static ProblemException away(StoredVariant variant, Exception cause) {
        LOG.atError()
                .addKeyValue("bucket", variant.bucket())
                .addKeyValue("key", variant.key())
                .setCause(cause)
                .log("S3 did not give a variant: check PROCESSED_BUCKET, its policy and AWS_ENDPOINT_URL_S3");
        return Problem.unavailable("The variant cannot be read just now. Ask again.", RETRY_AFTER)
                .exception(cause);
    }

    @Override
    public void check() {
        s3.headBucket(
                head -> head.bucket(bucket).overrideConfiguration(override -> override.apiCallTimeout(LONGEST_CHECK)));
    }

    @Override
    public void close() {
        presigner.close();
        s3.close();
    }

    private static final class S3Opened implements Opened {
        private static final int BUFFER_BYTES = 128 << 10;

        private final ResponseInputStream<GetObjectResponse> in;
        private boolean whole;

        private S3Opened(ResponseInputStream<GetObjectResponse> in) {
            this.in = in;
        }

        @Override
        public long sizeBytes() {
            return in.response().contentLength();
        }

        @Override
        public void transferTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            int count;
            // Whole buffers: the server copies what is smaller than one of its own once more.
            while ((count = in.readNBytes(buffer, 0, buffer.length)) > 0) {
                out.write(buffer, 0, count);
            }
            whole = true;
        }

        /** A connection with bytes left is cut: reading them off may take longer than a new one. */
        @Override
        public void close() {
            if (!whole) {
                in.abort();
            }
        }
    }
}
