package dev.darkroom.topology.tracking;

import static java.util.Objects.requireNonNull;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.lifecycle.Event;
import org.apache.avro.specific.SpecificRecord;

/** Reads and writes the events that are kept or told as bytes. Safe for many threads. */
public final class Codecs {
    private final GlueAvroSerializer<SpecificRecord> writer;
    private final GlueAvroDeserializer<RawImage> uploads;
    private final GlueAvroDeserializer<ProcessedImage> processed;
    private final GlueAvroDeserializer<FailedImage> failed;
    private final GlueAvroDeserializer<CustomerProfile> profiles;

    public Codecs(SchemaRegistry registry) {
        this.writer = new GlueAvroSerializer<>(registry);
        this.uploads = new GlueAvroDeserializer<>(registry, RawImage.class);
        this.processed = new GlueAvroDeserializer<>(registry, ProcessedImage.class);
        this.failed = new GlueAvroDeserializer<>(registry, FailedImage.class);
        this.profiles = new GlueAvroDeserializer<>(registry, CustomerProfile.class);
    }

    /** For a topic: schemas go by the record's name, the topic only stands in messages. */
    byte[] bytes(String topic, SpecificRecord event) {
        return requireNonNull(writer.serialize(topic, event));
    }

    <T extends SpecificRecord> Event<T> event(String topic, T event) {
        return Event.of(bytes(topic, event), event);
    }

    Event<RawImage> upload(byte[] bytes) {
        return Event.lazy(bytes, message -> requireNonNull(uploads.deserialize(ImageStates.STORE, message)));
    }

    Event<ProcessedImage> processed(byte[] bytes) {
        return Event.lazy(bytes, message -> requireNonNull(processed.deserialize(ImageStates.STORE, message)));
    }

    Event<FailedImage> failed(byte[] bytes) {
        return Event.lazy(bytes, message -> requireNonNull(failed.deserialize(ImageStates.STORE, message)));
    }

    CustomerProfile profile(byte[] bytes) {
        return requireNonNull(profiles.deserialize(Profiles.STORE, bytes));
    }
}
