package dev.darkroom.imageprocessor;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;

/** Reads tasks in Glue's wire format. */
final class KafkaTaskDecoder implements TaskDecoder {
    private final GlueAvroDeserializer<ImageTask> deserializer;

    KafkaTaskDecoder(SchemaRegistry registry) {
        this.deserializer = new GlueAvroDeserializer<>(registry, ImageTask.class);
    }

    @Override
    public ImageTask decode(TaskRecord record) {
        ImageTask task = deserializer.deserialize(record.topic(), record.bytes());
        if (task == null) {
            throw new IllegalArgumentException(
                    "The record has no value: nothing but image tasks belongs on " + record.topic());
        }
        return task;
    }
}
