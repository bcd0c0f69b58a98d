package dev.darkroom.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

final class GlueEventHeadsTest {
    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();
    private final GlueEventHeads heads = new GlueEventHeads(registry);
    private final byte[] upload = bytes(RawImage.newBuilder()
            .setImageId("image")
            .setCustomerId("acme")
            .setBucket("bucket")
            .setKey("raw/image")
            .setSizeBytes(1_000)
            .setSha256("0".repeat(64))
            .setContentType("image/png")
            .setSourceName("Straße.png")
            .setReceivedAt(Instant.parse("2026-11-22T10:00:00Z"))
            .build());

    private byte[] bytes(SpecificRecord record) {
        return Objects.requireNonNull(new GlueAvroSerializer<>(registry).serialize("topic", record));
    }

    @Test
    void tellsWhoseEventItIs() {
        // When
        EventHead head = heads.read("topic", upload);

        // Then
        assertThat(head).isEqualTo(new EventHead("dev.darkroom.schemas.RawImage", "image", "acme"));
    }

    @Test
    void tellsOfWhatDoesNotBeginWithIdsOnlyWhatItIs() {
        // Given
        Command command = Command.newBuilder()
                .setCommandId("c1")
                .setKind(CommandKind.REDRIVE)
                .setImageId("image")
                .setIssuedAt(Instant.EPOCH)
                .build();

        // When
        EventHead head = heads.read("topic", bytes(command));

        // Then
        assertThat(head).isEqualTo(new EventHead("dev.darkroom.schemas.Command", null, null));
    }

    @Test
    void refusesAMessageThatIsCutAnywhere() {
        for (int length = 0; length < upload.length; length++) {
            // Given
            byte[] cut = Arrays.copyOf(upload, length);

            // When / Then
            assertThatThrownBy(() -> heads.read("topic", cut))
                    .as("cut to %d of %d bytes", length, upload.length)
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void refusesAMessageWithBytesLeftOver() {
        // When / Then
        assertThatThrownBy(() -> heads.read("topic", Arrays.copyOf(upload, upload.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void refusesAMessageOfASchemaVersionThatNobodyKnows() {
        // Given
        byte[] strange = upload.clone();
        strange[2] ^= 1;

        // When / Then
        assertThatThrownBy(() -> heads.read("topic", strange)).isInstanceOf(SerializationException.class);
    }
}
