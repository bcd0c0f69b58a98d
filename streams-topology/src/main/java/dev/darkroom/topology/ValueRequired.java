package dev.darkroom.topology;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Takes a record without a value for undecodable, on topics where a tombstone means nothing. */
final class ValueRequired<T> implements Deserializer<T> {
    private final Deserializer<T> deserializer;

    ValueRequired(Deserializer<T> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public T deserialize(String topic, byte @Nullable [] value) {
        T event = value == null ? null : deserializer.deserialize(topic, value);
        if (event == null) {
            throw new SerializationException("A record on topic " + topic + " has no value");
        }
        return event;
    }

    @Override
    public T deserialize(String topic, Headers headers, byte @Nullable [] value) {
        return deserialize(topic, value);
    }
}
