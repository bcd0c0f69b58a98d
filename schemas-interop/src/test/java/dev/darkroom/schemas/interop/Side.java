package dev.darkroom.schemas.interop;

import com.amazonaws.services.schemaregistry.deserializers.GlueSchemaRegistryKafkaDeserializer;
import com.amazonaws.services.schemaregistry.serializers.GlueSchemaRegistryKafkaSerializer;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Who wrote a serde; both are configured as a Kafka client configures them, with the same properties. */
enum Side {
    AWS {
        @Override
        Serializer<Object> serializer(Map<String, ?> properties) {
            return writing(new GlueSchemaRegistryKafkaSerializer(), properties);
        }

        @Override
        Deserializer<Object> deserializer(Map<String, ?> properties) {
            return reading(new GlueSchemaRegistryKafkaDeserializer(), properties);
        }
    },
    DARKROOM {
        @Override
        Serializer<Object> serializer(Map<String, ?> properties) {
            return writing(new GlueAvroSerializer<>(), properties);
        }

        @Override
        Deserializer<Object> deserializer(Map<String, ?> properties) {
            return reading(new GlueAvroDeserializer<>(), properties);
        }
    };

    abstract Serializer<Object> serializer(Map<String, ?> properties);

    abstract Deserializer<Object> deserializer(Map<String, ?> properties);

    @SuppressWarnings("unchecked") // what a Kafka client does with a class name, too
    private static Serializer<Object> writing(Serializer<?> serializer, Map<String, ?> properties) {
        serializer.configure(properties, false);
        return (Serializer<Object>) serializer;
    }

    @SuppressWarnings("unchecked")
    private static Deserializer<Object> reading(Deserializer<?> deserializer, Map<String, ?> properties) {
        deserializer.configure(properties, false);
        return (Deserializer<Object>) deserializer;
    }
}
