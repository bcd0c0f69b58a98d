package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads a generated record from behind Glue's 18-byte header. */
public final class GlueAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private final SchemaRegistry registry;
    private final SpecificData model;
    private final Schema readerSchema;

    public GlueAvroDeserializer(SchemaRegistry registry, Class<T> type) {
        TrustedRecords.trustPackageOf(type);
        this.registry = registry;
        this.model = SpecificData.getForClass(type);
        this.readerSchema = model.getSchema(type);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] message) {
        if (message == null) {
            return null;
        }
        if (message.length < WireFormat.HEADER_BYTES || message[0] != WireFormat.VERSION) {
            throw new SerializationException("Not a Glue-framed Avro record on topic " + topic);
        }
        ByteBuffer header = ByteBuffer.wrap(message, 2, 16);
        Schema writerSchema = registry.schemaOf(new UUID(header.getLong(), header.getLong()));
        try {
            return new SpecificDatumReader<T>(writerSchema, readerSchema, model)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            message,
                                            WireFormat.HEADER_BYTES,
                                            message.length - WireFormat.HEADER_BYTES,
                                            null));
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Cannot decode a record on topic " + topic, e);
        }
    }
}
