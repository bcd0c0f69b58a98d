package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde for one generated record type. One instance may serve many threads: Kafka Streams shares a serde between its
 * stream threads.
 */
public final class GlueAvroSerde<T extends SpecificRecord> implements Serde<T> {
    private final GlueAvroSerializer<T> serializer;
    private final GlueAvroDeserializer<T> deserializer;

    public GlueAvroSerde(SchemaRegistry registry, Class<T> type) {
        serializer = new GlueAvroSerializer<>(registry);
        deserializer = new GlueAvroDeserializer<>(registry, type);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }
}
