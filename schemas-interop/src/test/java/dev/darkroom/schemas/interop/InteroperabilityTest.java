package dev.darkroom.schemas.interop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.GlueSettings;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever one of the two serdes writes, the other reads: same registry, same properties, either direction. */
final class InteroperabilityTest {
    private static final String TOPIC = "processed-images";
    private static final ProcessedImage IMAGE = ExampleImage.processed();

    @TempDir
    static Path state;

    private static LocalGlue glue;
    private static GenericRecord generic;

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        // AWS's reader has Avro load generated classes by name, which Avro 1.12 wants to be asked for.
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "dev.darkroom.schemas");
        glue = LocalGlue.start(0, state);
        // AWS's serializer registers schemas but makes no registry; ours makes it here, with the first record.
        generic = genericRecord();
    }

    @AfterAll
    static void stop() {
        glue.close();
    }

    @ParameterizedTest(name = "written by {0}, read by {1}, as {2}, compression {3}")
    @CsvSource({
        "AWS, DARKROOM, SPECIFIC_RECORD, NONE",
        "AWS, DARKROOM, SPECIFIC_RECORD, ZLIB",
        "AWS, DARKROOM, GENERIC_RECORD, NONE",
        "AWS, DARKROOM, GENERIC_RECORD, ZLIB",
        "DARKROOM, AWS, SPECIFIC_RECORD, NONE",
        "DARKROOM, AWS, SPECIFIC_RECORD, ZLIB",
        "DARKROOM, AWS, GENERIC_RECORD, NONE",
        "DARKROOM, AWS, GENERIC_RECORD, ZLIB",
        // both ends the same, so that a fault of the test itself shows
        "AWS, AWS, SPECIFIC_RECORD, NONE",
        "DARKROOM, DARKROOM, GENERIC_RECORD, ZLIB"
    })
    void oneReadsWhatTheOtherWrote(Side writer, Side reader, String recordType, String compression) {
        Map<String, Object> properties = properties(Map.of("avroRecordType", recordType, "compression", compression));
        IndexedRecord written = recordType.equals("GENERIC_RECORD") ? generic : IMAGE;
        try (Serializer<Object> serializer = writer.serializer(properties);
                Deserializer<Object> deserializer = reader.deserializer(properties)) {
            // When
            byte[] message = serializer.serialize(TOPIC, written);

            // Then
            assertThat(message).startsWith(3, compression.equals("ZLIB") ? 5 : 0);
            assertThat(deserializer.deserialize(TOPIC, message)).hasToString(written.toString());
        }
    }

    @Test
    void bothFindTheSameVersionOfASchema() {
        Map<String, Object> properties =
                properties(Map.of("registry.name", "shared", "schemaName", ProcessedImage.class.getName()));
        try (Serializer<Object> theirs = Side.AWS.serializer(properties);
                Serializer<Object> ours = Side.DARKROOM.serializer(properties)) {
            // Given
            byte[] first = ours.serialize(TOPIC, IMAGE);

            // When
            byte[] second = theirs.serialize(TOPIC, generic);

            // Then
            assertThat(second).isEqualTo(first);
        }
    }

    private static Map<String, Object> properties(Map<String, ?> some) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "region", "eu-central-1",
                "endpoint", glue.endpoint().toString(),
                "registry.name", "interop",
                "schemaAutoRegistrationEnabled", "true",
                "compatibility", "FULL_ALL",
                "dataFormat", "AVRO"));
        properties.putAll(some);
        return properties;
    }

    /** The same record as someone writes it who has only the schema. */
    private static GenericRecord genericRecord() {
        try (var registry = new GlueSchemaRegistry(GlueSettings.ofRegistry("interop")
                .withRegion("eu-central-1")
                .withEndpoint(glue.endpoint())
                .withAutoRegistration(true))) {
            byte[] message = new GlueAvroSerializer<ProcessedImage>(registry).serialize(TOPIC, IMAGE);
            return requireNonNull(GlueAvroDeserializer.generic(registry).deserialize(TOPIC, message));
        }
    }
}
