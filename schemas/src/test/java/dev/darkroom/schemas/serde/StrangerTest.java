package dev.darkroom.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** The README's promise: a message can be read with Avro, the schema's file and the 18-byte rule, and nothing of ours. */
final class StrangerTest {
    @Test
    void readsAMessageWithNothingButTheSchemaAndTheHeaderRule() throws IOException {
        // Given
        byte[] message = requireNonNull(new GlueAvroSerializer<ProcessedImage>(new TestingSchemaRegistry())
                .serialize("processed-images", Records.processedImage(1)));

        // When
        GenericRecord record = decode(message, Path.of("history/ProcessedImage/1.avsc"));

        // Then
        assertThat(record.get("customer_id")).hasToString("acme");
        assertThat(record.get("finished_at")).isEqualTo(2_001L);
    }

    @Test
    void theReadmeShowsThisCode() throws IOException {
        // Given
        String code = Files.readAllLines(Path.of("src/test/java/dev/darkroom/schemas/serde/StrangerTest.java")).stream()
                .dropWhile(line -> !line.startsWith("    private static GenericRecord decode("))
                .takeWhile(line -> !line.equals("}"))
                .map(line -> line.isEmpty() ? line : line.substring(4))
                .collect(Collectors.joining("\n"));

        // When
        String readme = Files.readString(Path.of("README.md"));

        // Then
        assertThat(readme).contains(code);
    }

    private static GenericRecord decode(byte[] message, Path schemaFile) throws IOException {
        if (message.length < 18 || message[0] != 3 || message[1] != 0) {
            throw new IOException("Not an uncompressed Glue message");
        }
        Schema schema = new Schema.Parser().parse(Files.readString(schemaFile));
        BinaryDecoder avro = DecoderFactory.get().binaryDecoder(message, 18, message.length - 18, null);
        return new GenericDatumReader<GenericRecord>(schema).read(null, avro);
    }
}
