package dev.darkroom.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Variant;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GlueAvroSerdeTest {
    private final GlueAvroSerde<ProcessedImage> serde =
            new GlueAvroSerde<>(new TestingSchemaRegistry(), ProcessedImage.class);

    @Test
    void readsBackWhatItWrote() {
        // Given
        ProcessedImage image = ProcessedImage.newBuilder()
                .setImageId("0190b0c4-0000-7000-8000-000000000001")
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
                .setFinishedAt(Instant.ofEpochMilli(2_000))
                .setProcessingMillis(321)
                .setVariants(List.of(new Variant("thumbnail", "b", "k", "image/jpeg", 1L, 2, 3, "01")))
                .build();

        // When
        byte[] message = serde.serializer().serialize("processed-images", image);

        // Then
        assertThat(serde.deserializer().deserialize("processed-images", message))
                .isEqualTo(image);
    }
}
