package dev.darkroom.schemas.serde;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/** Turns messages into records; what depends on the writer's schema alone is made once. Safe for many threads. */
final class RecordDecoder<T> {
    private static final int SCHEMAS_AT_HAND = 200;

    private final LoadingCache<UUID, Plan<T>> plans;

    RecordDecoder(SchemaRegistry registry, Readers<T> readers) {
        this.plans = Caffeine.newBuilder()
                .maximumSize(SCHEMAS_AT_HAND)
                .executor(Runnable::run)
                .build(versionId -> planFor(versionId, registry, readers));
    }

    T decode(String topic, byte[] message) {
        try {
            return switch (WireFormat.check(message)) {
                case NONE -> read(WireFormat.versionId(message), message, WireFormat.HEADER_BYTES);
                case ZLIB -> read(WireFormat.versionId(message), Zlib.unpack(message, WireFormat.HEADER_BYTES), 0);
            };
        } catch (MalformedMessageException | UnknownSchemaException e) {
            throw new SerializationException(
                    "Cannot read a message on topic %s: %s".formatted(topic, e.getMessage()), e);
        }
    }

    private T read(UUID versionId, byte[] bytes, int offset) {
        Plan<T> plan = plans.get(versionId);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
        T record = plan.read(decoder);
        if (!isAtEnd(decoder)) {
            throw new MalformedMessageException(
                    "bytes are left over behind the %s of schema version %s".formatted(plan.type(), versionId));
        }
        return record;
    }

    private static boolean isAtEnd(BinaryDecoder decoder) {
        try {
            return decoder.isEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static <T> Plan<T> planFor(UUID versionId, SchemaRegistry registry, Readers<T> readers) {
        Schema writerSchema = registry.schemaOf(versionId);
        try {
            return new Plan<>(versionId, writerSchema.getFullName(), readers.readerOf(writerSchema));
        } catch (IOException | RuntimeException e) {
            throw new MalformedMessageException(
                    "a %s of schema version %s cannot be read here (%s)"
                            .formatted(writerSchema.getFullName(), versionId, e.getMessage()),
                    e);
        }
    }

    /** Makes the reader for what was written with a schema. */
    @FunctionalInterface
    interface Readers<T> {
        Reader<T> readerOf(Schema writerSchema) throws IOException;
    }

    /** Reads what was written with one schema. Safe for many threads. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Decoder in) throws IOException;
    }

    private record Plan<T>(UUID versionId, String type, Reader<T> reader) {
        T read(BinaryDecoder decoder) {
            try {
                return reader.read(decoder);
            } catch (IOException | RuntimeException e) {
                throw new MalformedMessageException(
                        "its Avro cannot be read as the %s of schema version %s (%s)".formatted(type, versionId, e), e);
            }
        }
    }
}
