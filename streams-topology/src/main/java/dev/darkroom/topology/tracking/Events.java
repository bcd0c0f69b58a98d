package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.EventHead;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueEventHeads;
import dev.darkroom.topology.lifecycle.Event;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificData;
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
    private final GlueEventHeads heads;
    private final GlueAvroDeserializer<SpecificRecord> deserializer;

    Events(SchemaRegistry registry) {
        this.heads = new GlueEventHeads(registry);
        this.deserializer = GlueAvroDeserializer.specific(registry);
    }

    /** For topics of others: reads whose event it is, if it is one of those that belong on the topic. */
    Serde<Incoming> incoming(Map<String, Set<Class<? extends SpecificRecord>>> allowed) {
        Map<String, Set<String>> names = allowed.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, topic -> names(topic.getValue())));
        Deserializer<Incoming> reading =
                (topic, bytes) -> incoming(topic, present(topic, bytes), names.getOrDefault(topic, Set.of()));
        return Serdes.serdeFrom((topic, incoming) -> incoming.event().bytes(), reading);
    }

    private static Set<String> names(Set<Class<? extends SpecificRecord>> types) {
        return types.stream()
                .map(type -> SpecificData.get().getSchema(type).getFullName())
                .collect(Collectors.toSet());
    }

    private Incoming incoming(String topic, byte[] bytes, Set<String> allowed) {
        EventHead head = heads.read(topic, bytes);
        if (!allowed.contains(head.type())) {
            throw new SerializationException(
                    "A record on topic " + topic + " is a " + head.type() + ", which does not belong there");
        }
        Event<SpecificRecord> event = head.imageId() == null
                ? whole(topic, bytes)
                : Event.lazy(bytes, message -> whole(topic, message).record());
        return new Incoming(head, event);
    }

    /** For the topic in between: reads all of it. */
    Serde<Event<SpecificRecord>> whole() {
        Deserializer<Event<SpecificRecord>> reading = (topic, bytes) -> whole(topic, present(topic, bytes));
        return Serdes.serdeFrom((topic, event) -> event.bytes(), reading);
    }

    private Event<SpecificRecord> whole(String topic, byte[] bytes) {
        SpecificRecord record = deserializer.deserialize(topic, bytes);
        if (record == null) {
            throw new SerializationException("A record on topic " + topic + " has no value");
        }
        return Event.of(bytes, record, message -> whole(topic, message).record());
    }

    private static byte[] present(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new SerializationException("A record on topic " + topic + " has no value");
        }
        return bytes;
    }
}
