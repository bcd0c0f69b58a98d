package dev.darkroom.connect.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Variant;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerde;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GlueAvroConverterTest {
    private static final ProcessedImage IMAGE = ProcessedImage.newBuilder()
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

    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();
    private final GlueAvroConverter converter = new GlueAvroConverter(registry);

    @Test
    void readsWhatThePlatformsSerializerWrote() {
        // Given
        byte[] message =
                new GlueAvroSerde<>(registry, ProcessedImage.class).serializer().serialize("processed-images", IMAGE);

        // When
        SchemaAndValue converted = converter.toConnectData("processed-images", message);

        // Then
        Struct image = (Struct) converted.value();
        assertThat(converted.schema().name()).isEqualTo("dev.darkroom.schemas.ProcessedImage");
        assertThat(image.getString("lane")).isEqualTo("EXPRESS");
        assertThat(image.schema().field("lane").schema().parameters())
                .containsEntry("avro.enum.symbols", symbols(Lane.getClassSchema()));
        assertThat(image.get("source_name")).isNull();
        assertThat(((java.util.Date) image.get("finished_at")).toInstant()).isEqualTo(Instant.ofEpochMilli(2_000));
        assertThat(image.<Struct>getArray("variants"))
                .singleElement()
                .returns("thumbnail", each -> each.getString("name"));
    }

    @Test
    void writesWhatThePlatformsDeserializerReads() {
        // Given
        GlueAvroSerde<ProcessedImage> serde = new GlueAvroSerde<>(registry, ProcessedImage.class);
        byte[] message = serde.serializer().serialize("processed-images", IMAGE);
        SchemaAndValue converted = converter.toConnectData("processed-images", message);

        // When
        byte[] writtenAgain = converter.fromConnectData("processed-images", converted.schema(), converted.value());

        // Then
        assertThat(serde.deserializer().deserialize("processed-images", writtenAgain))
                .isEqualTo(IMAGE);
    }

    @Test
    void passesTombstonesOnInBothDirections() {
        // When, Then
        assertThat(converter.toConnectData("t", null)).isEqualTo(SchemaAndValue.NULL);
        assertThat(converter.fromConnectData("t", null, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not Avro at all", "\u0003\u0000short"})
    void blamesAMessageThatIsNotInTheFormat(String message) {
        // When, Then
        assertThatThrownBy(() -> converter.toConnectData("processed-images", message.getBytes(UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("processed-images")
                .hasCauseInstanceOf(SerializationException.class);
    }

    @Test
    void refusesValuesThatAreNoStructs() {
        // When, Then
        assertThatThrownBy(() -> converter.fromConnectData("t", null, Map.of("a", 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Only structs");
    }

    @Test
    void asksForAnotherAttemptWhenTheRegistryIsAtFault() {
        // Given
        byte[] message =
                new GlueAvroSerde<>(registry, ProcessedImage.class).serializer().serialize("t", IMAGE);
        GlueAvroConverter cutOff = new GlueAvroConverter(new UnreachableRegistry());

        // When, Then
        assertThatThrownBy(() -> cutOff.toConnectData("t", message)).isInstanceOf(RetriableException.class);
    }

    private static String symbols(Schema enumeration) {
        return String.join(",", enumeration.getEnumSymbols());
    }

    private static final class UnreachableRegistry implements SchemaRegistry {
        @Override
        public UUID idOf(String schemaName, Schema schema) {
            throw new SchemaRegistryException("Cannot be reached", true, null);
        }

        @Override
        public Schema schemaOf(UUID versionId) {
            throw new SchemaRegistryException("Cannot be reached", true, null);
        }
    }
}
