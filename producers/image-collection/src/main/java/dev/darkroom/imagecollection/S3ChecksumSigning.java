package dev.darkroom.imagecollection;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs a request that tells its body's CRC-32 by its headers alone: the checksum is one of them, and S3 holds the body to
 * it. The SDK does so over TLS; over plain HTTP it would hash the body, and S3 hash it once more, for a promise that is
 * kept elsewhere: an image's SHA-256 goes with its announcement, and whoever reads the image compares. All other requests
 * are signed as the SDK signs them. Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">S3, unsigned payload</a>.
 */
final class S3ChecksumSigning implements AuthScheme<AwsCredentialsIdentity>, HttpSigner<AwsCredentialsIdentity> {
    private static final String CHECKSUM_HEADER = "x-amz-checksum-crc32";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    @Override
    public String schemeId() {
        return AwsV4AuthScheme.SCHEME_ID;
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return providers.identityProvider(AwsCredentialsIdentity.class);
    }

    @Override
    public HttpSigner<AwsCredentialsIdentity> signer() {
        return this;
    }

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        if (request.payload().isEmpty()
                || request.request().firstMatchingHeader(CHECKSUM_HEADER).isEmpty()) {
            return signer.sign(request);
        }
        return signedByHeaders(request, request.payload().get());
    }

    private <T extends AwsCredentialsIdentity> SignedRequest signedByHeaders(
            SignRequest<T> request, ContentStreamProvider body) {
        // A request without a body need not be TLS's to stay unsigned in that respect.
        SignedRequest signed = signer.sign(request.copy(
                head -> head.payload(null).putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)));
        return signed.copy(whole -> whole.payload(body));
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        return signer.signAsync(request);
    }
}
