package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3ChecksumSigningTest {
    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    private static final String TEXT = "an image";
    private static final String CRC32_OF_ANOTHER = "AAAAAQ==";

    private final ContentStreamProvider body = () -> new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.US_ASCII));

    @Test
    void signsTheChecksumThatIsKnownAndLeavesTheBodyAsItIs() {
        // Given
        SdkHttpRequest.Builder request = request().putHeader("x-amz-checksum-crc32", "AAAAAA==");

        // When
        SignedRequest signed = sign(request);

        // Then
        assertThat(signed.request().firstMatchingHeader("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
        assertThat(signed.request().firstMatchingHeader("Authorization"))
                .hasValueSatisfying(header -> assertThat(header).containsPattern("SignedHeaders=[^,]*checksum-crc32"));
        assertThat(signed.payload()).containsSame(body);
    }

    @Test
    void signsABodyWhoseChecksumIsNotKnown() {
        // When
        SignedRequest signed = sign(request());

        // Then
        assertThat(signed.request().firstMatchingHeader("x-amz-content-sha256")).contains(Sha256.of(TEXT));
    }

    @Test
    void hasS3RefuseAnotherBodyThanTheChecksumSays() {
        try (S3Bucket bucket = S3Bucket.connect(RealStores.BUCKET, 1, Duration.ofSeconds(10))) {
            // When / Then
            assertThatThrownBy(() -> bucket.client()
                            .putObject(
                                    put -> put.bucket(bucket.name())
                                            .key("raw/x")
                                            .checksumCRC32(CRC32_OF_ANOTHER),
                                    RequestBody.fromString(TEXT)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                    .isEqualTo("BadDigest"));
        }
    }

    private static SdkHttpRequest.Builder request() {
        return SdkHttpRequest.builder().method(SdkHttpMethod.PUT).uri(URI.create("http://127.0.0.1/bucket/key"));
    }

    private SignedRequest sign(SdkHttpRequest.Builder request) {
        return new S3ChecksumSigning()
                .sign(SignRequest.builder(AwsCredentialsIdentity.create("id", "secret"))
                        .request(request.build())
                        .payload(body)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .build());
    }
}
