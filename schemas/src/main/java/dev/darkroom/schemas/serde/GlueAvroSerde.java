package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde for one generated record type. One instance may serve many threads: Kafka Streams shares a serde between its
 * stream threads.
 */
public final class GlueAvroSerde<T extends IndexedRecord> implements Serde<T> {
    private final GlueAvroSerializer<T> serializer;
    private final GlueAvroDeserializer<T> deserializer;

    /** For Kafka, which calls {@link #configure} next; the keys are those of serializer and deserializer. */
    public GlueAvroSerde() {
        serializer = new GlueAvroSerializer<>();
        deserializer = new GlueAvroDeserializer<>();
    }

    /** The registry stays the caller's to close. */
    public GlueAvroSerde(SchemaRegistry registry, Class<T> type) {
        serializer = new GlueAvroSerializer<>(registry);
        deserializer = new GlueAvroDeserializer<>(registry, type);
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        serializer.configure(properties, isKey);
        deserializer.configure(properties, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
