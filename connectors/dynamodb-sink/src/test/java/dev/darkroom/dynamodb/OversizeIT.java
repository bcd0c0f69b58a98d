package dev.darkroom.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.s3.LocalS3;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Items over 400 KB; that such a record is set aside unless something else is wanted is in {@link PoisonIT}. */
@OnConnect
final class OversizeIT {
    @Test
    void storesTheNamedFieldInS3AndItsAddressInTheItem(@TempDir Path directory) {
        // Given
        TestingTopic topic = TestingTopic.create("offloads");
        TestingTable table = TestingTable.create("offloads", "id");
        String large = "ä".repeat(300_000);
        try (LocalS3 s3 = LocalS3.start(0, directory);
                S3Client client = client(s3.endpoint())) {
            client.createBucket(bucket -> bucket.bucket("large-fields"));
            TestingConnect.shared().run("offloads", config(s3.endpoint()));

            // When
            topic.send("k", "{\"id\": \"small\", \"text\": \"little\"}");
            topic.send("k", "{\"id\": \"large\", \"text\": \"%s\", \"more\": 1}".formatted(large));
            topic.awaitCommitted("offloads", 2);

            // Then
            assertThat(table.itemsBy("id").get("small")).containsEntry("text", AttributeValue.fromS("little"));
            assertThat(table.itemsBy("id").get("large"))
                    .containsEntry("text", AttributeValue.fromS("s3://large-fields/items/offloads/0/1"))
                    .containsEntry("more", AttributeValue.fromN("1"));
            assertThat(client.getObjectAsBytes(
                                    object -> object.bucket("large-fields").key("items/offloads/0/1"))
                            .asString(UTF_8))
                    .isEqualTo(large);
        }
    }

    private static S3Client client(URI s3) {
        return S3Client.builder()
                .endpointOverride(s3)
                .forcePathStyle(true)
                .region(LocalAccount.REGION)
                .credentialsProvider(LocalAccount.credentials())
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    private static Map<String, String> config(URI s3) {
        return Configs.json(
                "offloads",
                Map.of(
                        "aws.s3.endpoint", s3.toString(),
                        "aws.access.key.id", LocalAccount.ACCESS_KEY_ID,
                        "aws.secret.access.key", LocalAccount.SECRET_ACCESS_KEY,
                        "oversized.items", "offload",
                        "offload.field", "text",
                        "offload.bucket", "large-fields",
                        "offload.prefix", "items/"));
    }
}
