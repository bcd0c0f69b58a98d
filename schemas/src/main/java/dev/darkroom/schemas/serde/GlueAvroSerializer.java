package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes an Avro record behind Glue's 18-byte header. */
public final class GlueAvroSerializer<T extends GenericContainer> implements Serializer<T> {
    private final SchemaRegistry registry;

    public GlueAvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        TrustedRecords.trustPackageOf(record.getClass());
        UUID versionId = registry.idOf(record.getSchema().getFullName(), record.getSchema());
        ByteArrayOutputStream message = new ByteArrayOutputStream(512);
        message.writeBytes(new byte[WireFormat.HEADER_BYTES]);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(message, null);
            new SpecificDatumWriter<T>(record.getSchema(), SpecificData.getForSchema(record.getSchema()))
                    .write(record, encoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "Cannot encode a " + record.getSchema().getFullName() + " for topic " + topic, e);
        }
        byte[] bytes = message.toByteArray();
        WireFormat.writeHeader(bytes, versionId);
        return bytes;
    }
}
