package dev.darkroom.schemas.serde;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.darkroom.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Turns records into messages; what depends on the schema alone is made once for each. Safe for many threads. */
final class RecordEncoder {
    private static final int SCHEMAS_AT_HAND = 200;
    private static final int USUAL_MESSAGE_BYTES = 512;

    /** Gathers a record's many small pieces, which the encoder without a buffer would each write by itself. */
    private static final ThreadLocal<BinaryEncoder> ENCODERS =
            ThreadLocal.withInitial(() -> EncoderFactory.get().binaryEncoder(OutputStream.nullOutputStream(), null));

    private final SchemaRegistry registry;
    private final Compression compression;
    private final LoadingCache<Kind, Plan> plans = Caffeine.newBuilder()
            .maximumSize(SCHEMAS_AT_HAND)
            .executor(Runnable::run)
            .build(this::planFor);

    RecordEncoder(SchemaRegistry registry, Compression compression) {
        this.registry = registry;
        this.compression = compression;
    }

    byte[] encode(String topic, GenericContainer record) {
        Schema schema = record.getSchema();
        Plan plan = plans.get(new Kind(schema, record.getClass()));
        try {
            return compression == Compression.NONE ? framed(plan, record) : framedAndPacked(plan, record);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "Cannot write a %s for topic %s: %s".formatted(schema.getFullName(), topic, e.getMessage()), e);
        }
    }

    private static byte[] framed(Plan plan, GenericContainer record) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(USUAL_MESSAGE_BYTES);
        message.writeBytes(plan.header());
        plan.write(record, message);
        return message.toByteArray();
    }

    private static byte[] framedAndPacked(Plan plan, GenericContainer record) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(USUAL_MESSAGE_BYTES);
        plan.write(record, payload);
        ByteArrayOutputStream message = new ByteArrayOutputStream(USUAL_MESSAGE_BYTES);
        message.writeBytes(plan.header());
        Zlib.pack(payload.toByteArray(), message);
        return message.toByteArray();
    }

    private Plan planFor(Kind kind) {
        Schema schema = kind.schema();
        UUID versionId = registry.idOf(schema.getFullName(), schema);
        DatumWriter<GenericContainer> writer = SpecificRecord.class.isAssignableFrom(kind.type())
                ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(kind.type()))
                : new GenericDatumWriter<>(schema, GenericData.get());
        return new Plan(WireFormat.header(versionId, compression), writer);
    }

    /** A generated record and a generic one may have the same schema, and hold dates as different Java types. */
    private record Kind(Schema schema, Class<?> type) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Plan(byte[] header, DatumWriter<GenericContainer> writer) {
        void write(GenericContainer record, ByteArrayOutputStream to) throws IOException {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(to, ENCODERS.get());
            writer.write(record, encoder);
            encoder.flush();
        }
    }
}
