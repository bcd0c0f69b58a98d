package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.topology.lifecycle.Event;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Serdes of events that are read and passed on as they came. What is of another type than a topic's, and a record
 * without a value, are as undecodable as damaged bytes.
 */
final class Events {
    private final GlueAvroDeserializer<SpecificRecord> deserializer;

    Events(SchemaRegistry registry) {
        this.deserializer = GlueAvroDeserializer.specific(registry);
    }

    Serde<Event<SpecificRecord>> of(Set<Class<? extends SpecificRecord>> allowed) {
        Deserializer<Event<SpecificRecord>> reading = (topic, bytes) -> read(topic, bytes, allowed);
        return Serdes.serdeFrom((topic, event) -> event == null ? null : event.bytes(), reading);
    }

    private Event<SpecificRecord> read(
            String topic, byte @Nullable [] bytes, Set<Class<? extends SpecificRecord>> allowed) {
        SpecificRecord record = bytes == null ? null : deserializer.deserialize(topic, bytes);
        if (bytes == null || record == null) {
            throw new SerializationException("A record on topic " + topic + " has no value");
        }
        if (!allowed.contains(record.getClass())) {
            throw new SerializationException("A record on topic " + topic + " is a "
                    + record.getSchema().getFullName() + ", which does not belong there");
        }
        return Event.of(bytes, record);
    }
}
