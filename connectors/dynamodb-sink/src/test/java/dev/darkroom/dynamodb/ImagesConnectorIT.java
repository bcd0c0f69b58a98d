package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Variant;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.GlueSettings;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The connector of {@code connectors/config}, with the platform's own records. */
@OnConnect
final class ImagesConnectorIT {
    private static final ProcessedImage PROCESSED = ProcessedImage.newBuilder()
            .setImageId("i1")
            .setCustomerId("acme")
            .setLane(Lane.EXPRESS)
            .setFunction("web-variants")
            .setAttempts(1)
            .setContentType("image/jpeg")
            .setSizeBytes(12_345)
            .setSha256("00")
            .setWidth(640)
            .setHeight(480)
            .setReceivedAt(Instant.ofEpochMilli(1_000))
            .setFinishedAt(Instant.ofEpochMilli(2_345))
            .setProcessingMillis(321)
            .setVariants(List.of(new Variant("thumbnail", "b", "k", "image/jpeg", 1L, 2, 3, "01")))
            .build();
    private static final FailedImage FAILED = FailedImage.newBuilder()
            .setImageId("i2")
            .setCustomerId("acme")
            .setStage(Stage.VALIDATION)
            .setReason(Reason.UNSUPPORTED_TYPE)
            .setDetail("It is a text file.")
            .setAttempts(0)
            .setFinishedAt(Instant.ofEpochMilli(3_000))
            .build();

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void keepsProcessedAndFailedImagesWithTheirOutcome(@TempDir Path directory) throws IOException {
        // Given
        TestingTopic processed = TestingTopic.create("processed-images");
        TestingTopic failed = TestingTopic.create("failed-images");
        TestingTopic deadLetters = TestingTopic.create("dead-letters");
        TestingTable table = TestingTable.recreate("images", "image_id");
        try (LocalGlue glue = LocalGlue.start(0, directory);
                GlueSchemaRegistry registry = new GlueSchemaRegistry(GlueSettings.ofRegistry("darkroom")
                        .withAutoRegistration(true)
                        .withEndpoint(glue.endpoint()));
                GlueAvroSerializer<GenericContainer> serializer = new GlueAvroSerializer<>(registry)) {
            Map<String, String> config = config();
            config.put("value.converter.endpoint", glue.endpoint().toString());

            // When
            processed.send("i1", serializer.serialize("processed-images", PROCESSED), Map.of("traceparent", TRACE));
            processed.send("?", new byte[] {1, 2, 3}, Map.of("traceparent", TRACE));
            failed.send("i2", serializer.serialize("failed-images", FAILED));
            TestingConnect.shared().run("images-dynamodb", config);
            processed.awaitCommitted("images-dynamodb", 2);
            failed.awaitCommitted("images-dynamodb", 1);
        }

        // Then
        Map<String, Map<String, AttributeValue>> items = table.itemsBy("image_id");
        assertThat(items).containsOnlyKeys("i1", "i2");
        assertThat(items.get("i1"))
                .containsEntry("outcome", AttributeValue.fromS("processed"))
                .containsEntry("lane", AttributeValue.fromS("EXPRESS"))
                .containsEntry("size_bytes", AttributeValue.fromN("12345"))
                .containsEntry("finished_at", AttributeValue.fromS("1970-01-01T00:00:02.345Z"))
                .containsEntry("traceparent", AttributeValue.fromS(TRACE))
                .doesNotContainKey("source_name");
        assertThat(items.get("i2"))
                .containsEntry("outcome", AttributeValue.fromS("failed"))
                .containsEntry("reason", AttributeValue.fromS("UNSUPPORTED_TYPE"))
                .doesNotContainKeys("lane", "received_at", "traceparent");
        ConsumerRecord<String, byte[]> deadLetter = deadLetters.await(1).get(0);
        assertThat(deadLetter.value()).containsExactly(1, 2, 3);
        assertThat(deadLetter.headers().lastHeader("traceparent").value())
                .asString()
                .isEqualTo(TRACE);
    }

    private static Map<String, String> config() throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(Path.of("../config/images-dynamodb.json").toFile());
        Map<String, String> config = new HashMap<>();
        file.get("config")
                .properties()
                .forEach(option -> config.put(option.getKey(), option.getValue().asText()));
        return config;
    }
}
