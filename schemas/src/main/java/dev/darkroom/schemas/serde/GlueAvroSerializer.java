package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes an Avro record, generated or generic, behind Glue's 18-byte header. The schema is registered under the record's
 * full name, so one record type on several topics is one schema. Safe for many threads.
 *
 * <p>Named in a Kafka client's properties, it is configured by the keys of AWS's serializer: {@code region},
 * {@code endpoint}, {@code registry.name}, {@code schemaAutoRegistrationEnabled}, {@code compatibility},
 * {@code compression}, {@code cacheSize}.
 */
public final class GlueAvroSerializer<T extends GenericContainer> implements Serializer<T> {
    private volatile @Nullable RecordEncoder encoder;
    private volatile @Nullable SchemaRegistry ownRegistry;

    /** For Kafka, which calls {@link #configure} next. */
    public GlueAvroSerializer() {}

    /** The registry stays the caller's to close. */
    public GlueAvroSerializer(SchemaRegistry registry) {
        this(registry, Compression.NONE);
    }

    /** The registry stays the caller's to close. */
    public GlueAvroSerializer(SchemaRegistry registry, Compression compression) {
        this.encoder = new RecordEncoder(registry, compression);
    }

    /** Does nothing to a serializer that was made with a registry. */
    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        if (encoder == null) {
            GlueSerdeConfig config = new GlueSerdeConfig(properties);
            SchemaRegistry registry = config.registry();
            ownRegistry = registry;
            encoder = new RecordEncoder(registry, config.compression());
        }
    }

    /**
     * The message, or null for a null record (a tombstone).
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the record does not fit its own schema
     * @throws dev.darkroom.schemas.registry.SchemaRegistryException when the registry refuses the schema or cannot be
     *     asked; its {@code retriable()} tells which
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        RecordEncoder ready = encoder;
        if (ready == null) {
            throw new IllegalStateException("The serializer was not configured: call configure() first");
        }
        return ready.encode(topic, record);
    }

    @Override
    public void close() {
        SchemaRegistry registry = ownRegistry;
        if (registry != null) {
            registry.close();
        }
    }
}
