package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record from behind Glue's 18-byte header: as a generated class, in that class's version of the schema, or as a
 * {@link GenericRecord}, in the writer's. Safe for many threads.
 *
 * <p>Named in a Kafka client's properties, it is configured by the keys of AWS's deserializer: {@code region},
 * {@code endpoint}, {@code registry.name}, {@code avroRecordType} ({@code GENERIC_RECORD} or {@code SPECIFIC_RECORD}),
 * {@code cacheSize}.
 */
public final class GlueAvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    private volatile @Nullable RecordDecoder<T> decoder;
    private volatile @Nullable SchemaRegistry ownRegistry;

    /** For Kafka, which calls {@link #configure} next. */
    public GlueAvroDeserializer() {}

    /**
     * Reads every message as this generated class. The registry stays the caller's to close.
     *
     * @throws org.apache.avro.AvroRuntimeException when the class is not generated from a schema
     */
    public GlueAvroDeserializer(SchemaRegistry registry, Class<T> type) {
        this(new RecordDecoder<>(registry, RecordReaders.of(type)));
    }

    private GlueAvroDeserializer(RecordDecoder<T> decoder) {
        this.decoder = decoder;
    }

    /**
     * Reads every message as its writer wrote it, whatever its type: strings as {@code Utf8}, logical types as the plain
     * type underneath (an instant is a {@code Long}). The registry stays the caller's to close.
     */
    public static GlueAvroDeserializer<GenericRecord> generic(SchemaRegistry registry) {
        return new GlueAvroDeserializer<>(new RecordDecoder<>(registry, RecordReaders.generic()));
    }

    /**
     * Reads every message as the class of the platform that is generated from a schema of the writer's name. The
     * registry stays the caller's to close.
     */
    public static GlueAvroDeserializer<SpecificRecord> specific(SchemaRegistry registry) {
        return new GlueAvroDeserializer<>(new RecordDecoder<>(registry, RecordReaders.byName()));
    }

    /** Does nothing to a deserializer that was made with a registry. */
    @Override
    @SuppressWarnings("unchecked") // the user of the property says what T is
    public void configure(Map<String, ?> properties, boolean isKey) {
        if (decoder == null) {
            GlueSerdeConfig config = new GlueSerdeConfig(properties);
            SchemaRegistry registry = config.registry();
            ownRegistry = registry;
            decoder = (RecordDecoder<T>)
                    switch (config.recordType()) {
                        case GENERIC_RECORD -> new RecordDecoder<>(registry, RecordReaders.generic());
                        case SPECIFIC_RECORD -> new RecordDecoder<>(registry, RecordReaders.byName());
                    };
        }
    }

    /**
     * The record, or null for a null message (a tombstone).
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the message is at fault: not in the format, of
     *     a schema version nobody knows, damaged, or of a type that is not the one asked for
     * @throws dev.darkroom.schemas.registry.SchemaRegistryException when the registry is at fault; its
     *     {@code retriable()} tells whether the same message may be readable later. Never set a message aside for this.
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] message) {
        if (message == null) {
            return null;
        }
        RecordDecoder<T> ready = decoder;
        if (ready == null) {
            throw new IllegalStateException("The deserializer was not configured: call configure() first");
        }
        return ready.decode(topic, message);
    }

    @Override
    public void close() {
        SchemaRegistry registry = ownRegistry;
        if (registry != null) {
            registry.close();
        }
    }
}
