package dev.darkroom.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.registry.Definition;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.registry.TestingGlueEndpoint;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GlueAvroSerdeTest {
    private static final String TOPIC = "processed-images";

    private final SchemaRegistry registry = new TestingSchemaRegistry();
    private final GlueAvroSerde<ProcessedImage> serde = new GlueAvroSerde<>(registry, ProcessedImage.class);

    @Test
    void readsBackWhatItWrote() {
        // Given
        ProcessedImage image = Records.processedImage(1);

        // When
        byte[] message = written(image);

        // Then
        assertThat(serde.deserializer().deserialize(TOPIC, message)).isEqualTo(image);
    }

    @Test
    void passesTombstonesThrough() {
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void putsVersionCompressionAndSchemaVersionInFront() {
        // Given
        ProcessedImage image = Records.processedImage(1);
        UUID id = registry.idOf(ProcessedImage.class.getName(), image.getSchema());

        // When
        byte[] message = written(image);

        // Then
        assertThat(message).startsWith(3, 0);
        assertThat(WireFormat.versionId(message)).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource
    void readsEitherCompression(Compression compression) {
        // Given
        ProcessedImage image = Records.processedImage(1);
        var serializer = new GlueAvroSerializer<ProcessedImage>(registry, compression);

        // When
        byte[] message = requireNonNull(serializer.serialize(TOPIC, image));

        // Then
        assertThat(message[1]).isEqualTo(compression.marker());
        assertThat(serde.deserializer().deserialize(TOPIC, message)).isEqualTo(image);
    }

    @Test
    void readsGenericRecordsAsTheirWriterWroteThem() {
        // Given
        byte[] message = written(Records.processedImage(1));

        // When
        GenericRecord record =
                requireNonNull(GlueAvroDeserializer.generic(registry).deserialize(TOPIC, message));

        // Then
        assertThat(record.get("customer_id")).hasToString("acme");
        assertThat(record.get("finished_at")).isEqualTo(2_001L);
        assertThat(((GenericRecord) ((List<?>) record.get("variants")).getFirst()).get("name"))
                .hasToString("thumbnail");
    }

    @Test
    void writesGenericRecordsThatGeneratedClassesRead() {
        // Given
        byte[] first = written(Records.processedImage(1));
        GenericRecord record = GlueAvroDeserializer.generic(registry).deserialize(TOPIC, first);

        // When
        byte[] message = new GlueAvroSerializer<GenericRecord>(registry).serialize(TOPIC, record);

        // Then
        assertThat(serde.deserializer().deserialize(TOPIC, message)).isEqualTo(Records.processedImage(1));
    }

    @Test
    void findsTheGeneratedClassByTheWritersName() {
        // Given
        byte[] message = written(Records.processedImage(1));

        // When
        SpecificRecord record = GlueAvroDeserializer.specific(registry).deserialize(TOPIC, message);

        // Then
        assertThat(record).isEqualTo(Records.processedImage(1));
    }

    @Test
    void readsAnOlderVersionIntoTheCurrentOne() {
        // Given
        Schema current = Definition.withoutJavaMarks(ProcessedImage.getClassSchema());
        Schema older = Schema.createRecord(
                current.getName(),
                current.getDoc(),
                current.getNamespace(),
                false,
                current.getFields().stream()
                        .filter(field -> !field.name().equals("source_name"))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
        GenericRecord whole = requireNonNull(
                GlueAvroDeserializer.generic(registry).deserialize(TOPIC, written(Records.processedImage(1))));
        GenericData.Record old = new GenericData.Record(older);
        older.getFields().forEach(field -> old.put(field.name(), whole.get(field.name())));

        // When
        byte[] message = new GlueAvroSerializer<GenericRecord>(registry).serialize(TOPIC, old);

        // Then
        assertThat(serde.deserializer().deserialize(TOPIC, message)).isEqualTo(Records.processedImage(1));
    }

    @Test
    void servesManyThreads() throws Exception {
        // Given
        Callable<Boolean> manyRoundTrips = () -> IntStream.range(0, 500)
                .mapToObj(Records::processedImage)
                .allMatch(image -> image.equals(serde.deserializer()
                        .deserialize(TOPIC, serde.serializer().serialize(TOPIC, image))));

        // When
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService platform = Executors.newFixedThreadPool(8);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(i -> results.add(platform.submit(manyRoundTrips)));
            IntStream.range(0, 32).forEach(i -> results.add(virtual.submit(manyRoundTrips)));
        }

        // Then
        assertThat(results).extracting(Future::resultNow).containsOnly(true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void saysWhatIsWrongWithAMessage(String reason, Consumer<byte[]> damage) {
        // Given
        byte[] message = written(Records.processedImage(1));

        // When
        damage.accept(message);

        // Then
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, message))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("Cannot read a message on topic processed-images: ")
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> saysWhatIsWrongWithAMessage() {
        return Stream.of(
                damaged("it starts with 0x00, and Glue's header with 0x03", message -> message[0] = 0),
                damaged("its compression 0x07 is unknown", message -> message[1] = 7),
                damaged("its zlib data is damaged", message -> message[1] = 5),
                damaged(
                        "There is no schema version 00000000-0000-0000-0000-000000000000",
                        message -> Arrays.fill(message, 2, 18, (byte) 0)),
                damaged(
                        "its Avro cannot be read as the dev.darkroom.schemas.ProcessedImage of schema version",
                        message -> Arrays.fill(message, 18, message.length, (byte) 0xff)));
    }

    private static Arguments damaged(String reason, Consumer<byte[]> damage) {
        return Arguments.of(reason, damage);
    }

    @Test
    void saysThatAMessageIsTooShort() {
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[17]))
                .hasMessage("Cannot read a message on topic processed-images:"
                        + " it is too short: 17 bytes, and the header alone is 18");
    }

    @Test
    void saysThatBytesAreLeftOver() {
        // Given
        byte[] message = written(Records.processedImage(1));

        // When
        byte[] longer = Arrays.copyOf(message, message.length + 1);

        // Then
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, longer))
                .hasMessageContaining("bytes are left over behind the dev.darkroom.schemas.ProcessedImage");
    }

    @Test
    void saysThatAMessageIsOfAnotherType() {
        // Given
        byte[] message = written(Records.processedImage(1));

        // When / Then
        assertThatThrownBy(() ->
                        new GlueAvroDeserializer<>(registry, FailedImage.class).deserialize("failed-images", message))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("failed-images")
                .hasMessageContaining("dev.darkroom.schemas.ProcessedImage");
    }

    @Test
    void damagedMessagesNeverEscapeAsAnythingElse() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = written(Records.processedImage(1));

        for (int i = 0; i < 20_000; i++) {
            // When
            byte[] bad = Arrays.copyOf(good, random.nextInt(18, good.length + 1));
            for (int flips = random.nextInt(1, 4); flips > 0 && bad.length > 18; flips--) {
                bad[random.nextInt(18, bad.length)] = (byte) random.nextInt();
            }

            // Then
            try {
                serde.deserializer().deserialize(TOPIC, bad);
            } catch (SerializationException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining(TOPIC);
            }
        }
    }

    @Test
    void refusesToUnpackWithoutEnd() {
        // Given
        Schema schema =
                SchemaBuilder.record("Bomb").fields().requiredBytes("zeros").endRecord();
        GenericRecord bomb = new GenericRecordBuilder(schema)
                .set("zeros", java.nio.ByteBuffer.allocate(Zlib.LARGEST_UNPACKED_BYTES))
                .build();
        byte[] message = new GlueAvroSerializer<GenericRecord>(registry, Compression.ZLIB).serialize(TOPIC, bomb);

        // When / Then
        assertThat(message).hasSizeLessThan(1 << 20);
        assertThatThrownBy(() -> GlueAvroDeserializer.generic(registry).deserialize(TOPIC, message))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("it unpacks to 67108864 bytes or more");
    }

    @Test
    void aRegistryThatIsAwayIsNotTheMessagesFault() {
        // Given
        byte[] message = written(Records.processedImage(1));
        var reader = new GlueAvroDeserializer<>(new RegistryThatIsAway(), ProcessedImage.class);

        // When / Then
        assertThatThrownBy(() -> reader.deserialize(TOPIC, message))
                .isInstanceOf(SchemaRegistryException.class)
                .isNotInstanceOf(SerializationException.class);
    }

    @Test
    void namesTheFieldThatCannotBeWritten() {
        // Given
        Schema schema =
                SchemaBuilder.record("Photo").fields().requiredString("id").endRecord();

        // When / Then
        assertThatThrownBy(() -> new GlueAvroSerializer<GenericRecord>(registry)
                        .serialize("photos", new GenericData.Record(schema)))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("Cannot write a Photo for topic photos: ")
                .hasMessageContaining("id");
    }

    @Test
    void isConfiguredByTheKeysOfAwssSerde() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (TestingGlueEndpoint glue = new TestingGlueEndpoint();
                var serializer = new GlueAvroSerializer<ProcessedImage>();
                var deserializer = new GlueAvroDeserializer<GenericRecord>()) {
            // Given
            Map<String, Object> properties = Map.of(
                    "region", "eu-central-1",
                    "endpoint", glue.uri().toString(),
                    "registry.name", "studio",
                    "schemaAutoRegistrationEnabled", "true",
                    "compression", "ZLIB",
                    "bootstrap.servers", "unknown keys do not matter");
            serializer.configure(properties, false);
            deserializer.configure(properties, false);

            // When
            GenericRecord record = requireNonNull(
                    deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, Records.processedImage(1))));

            // Then
            assertThat(record.get("customer_id")).isEqualTo(new Utf8("acme"));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void saysThatItWasNotConfigured() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new GlueAvroDeserializer<GenericRecord>().deserialize(TOPIC, new byte[20]))
                .withMessageContaining("configure()");
    }

    private byte[] written(ProcessedImage image) {
        return requireNonNull(serde.serializer().serialize(TOPIC, image));
    }

    private static final class RegistryThatIsAway implements SchemaRegistry {
        @Override
        public UUID idOf(String schemaName, Schema schema) {
            throw new SchemaRegistryException("away", true, null);
        }

        @Override
        public Schema schemaOf(UUID versionId) {
            throw new SchemaRegistryException("away", true, null);
        }
    }
}
