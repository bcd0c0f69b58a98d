package dev.darkroom.localstack.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.PortTakenException;
import dev.darkroom.localstack.template.Bucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

final class LocalS3Test {
    private static final String BUCKET = "pictures";

    @TempDir
    private Path directory;

    @Test
    void keepsObjectsWithTheirTypeAndMetadataAcrossARestart() {
        // Given
        try (LocalS3 s3 = start();
                S3Client client = client(s3, LocalAccount.credentials())) {
            client.putObject(
                    put -> put.bucket(BUCKET)
                            .key("raw/c1/i1")
                            .contentType("image/png")
                            .metadata(Map.of("image-id", "i1")),
                    RequestBody.fromString("pixels"));
        }

        // When
        try (LocalS3 s3 = start();
                S3Client client = client(s3, LocalAccount.credentials())) {
            ResponseBytes<GetObjectResponse> object =
                    client.getObjectAsBytes(get -> get.bucket(BUCKET).key("raw/c1/i1"));

            // Then
            assertThat(object.asString(StandardCharsets.UTF_8)).isEqualTo("pixels");
            assertThat(object.response().contentType()).isEqualTo("image/png");
            assertThat(object.response().metadata()).containsEntry("image-id", "i1");
        }
    }

    @Test
    void showsNoObjectForAnUploadThatBreaksOff() {
        // Given
        try (LocalS3 s3 = start();
                S3Client client = client(s3, LocalAccount.credentials())) {
            RequestBody tooShort =
                    RequestBody.fromInputStream(new ByteArrayInputStream(new byte[1_000_000]), 2_000_000);

            // When
            assertThatThrownBy(() -> client.putObject(put -> put.bucket(BUCKET).key("half"), tooShort))
                    .isInstanceOf(RuntimeException.class);

            // Then
            assertThatThrownBy(
                            () -> client.headObject(head -> head.bucket(BUCKET).key("half")))
                    .isInstanceOf(NoSuchKeyException.class);
        }
    }

    @Test
    void forgetsWhatAKilledServerLeftOfAnUpload() throws IOException {
        // Given
        String whole = "photo-6f1c0f5e-3b1f-4f0e-9a55-0d9c6f2a7b11";
        try (LocalS3 s3 = start();
                S3Client client = client(s3, LocalAccount.credentials())) {
            client.putObject(put -> put.bucket(BUCKET).key(whole), RequestBody.fromString("pixels"));
        }
        Files.writeString(directory.resolve(BUCKET).resolve("photo-0b3dc9ee-58c5-4d3e-8f0d-6c8f4f1f0a22"), "pix");

        // When
        try (LocalS3 s3 = start();
                S3Client client = client(s3, LocalAccount.credentials())) {

            // Then
            assertThat(client.listObjectsV2(list -> list.bucket(BUCKET)).contents())
                    .extracting(S3Object::key)
                    .containsExactly(whole);
        }
    }

    @Test
    void refusesOtherKeysThanTheLocalAccounts() {
        // Given
        AwsCredentialsProvider stranger = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, "anothersecret"));

        // When / Then
        try (LocalS3 s3 = start();
                S3Client client = client(s3, stranger)) {
            assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket(BUCKET)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {

            // When / Then
            assertThatThrownBy(() -> LocalS3.start(other.getLocalPort(), directory))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("wanted by S3");
        }
    }

    private LocalS3 start() {
        LocalS3 s3 = LocalS3.start(0, directory);
        s3.createBuckets(List.of(new Bucket("Pictures", BUCKET)));
        return s3;
    }

    private static S3Client client(LocalS3 s3, AwsCredentialsProvider credentials) {
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(LocalAccount.REGION)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
