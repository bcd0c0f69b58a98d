package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.SchemaRegistry;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;

/**
 * Reads whose event a message is, for those who only pass it on: a fraction of what decoding costs. What is behind the
 * ids is walked over, so that a message that is cut or too long is told as {@link GlueAvroDeserializer} would tell it; an
 * enum's number that no schema has is not noticed. Safe for many threads.
 */
public final class GlueEventHeads {
    private final RecordDecoder<EventHead> decoder;

    /** The registry stays the caller's to close. */
    public GlueEventHeads(SchemaRegistry registry) {
        RecordDecoder.Readers<?> whole = RecordReaders.byName();
        this.decoder = new RecordDecoder<>(registry, writerSchema -> {
            // what could not be read whole is refused here already
            whole.readerOf(writerSchema);
            return beginsWithIds(writerSchema) ? addressed(writerSchema) : anonymous(writerSchema);
        });
    }

    /**
     * The head of a message.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the message is at fault
     * @throws dev.darkroom.schemas.registry.SchemaRegistryException when the registry is at fault; never set a message
     *     aside for this
     */
    public EventHead read(String topic, byte[] message) {
        return decoder.decode(topic, message);
    }

    private static boolean beginsWithIds(Schema schema) {
        List<Schema.Field> fields = schema.getFields();
        return fields.size() >= 2 && isText(fields.get(0), "image_id") && isText(fields.get(1), "customer_id");
    }

    private static boolean isText(Schema.Field field, String name) {
        return field.name().equals(name) && field.schema().getType() == Schema.Type.STRING;
    }

    private static RecordDecoder.Reader<EventHead> addressed(Schema schema) {
        String type = schema.getFullName();
        List<Schema> rest =
                schema.getFields().stream().skip(2).map(Schema.Field::schema).toList();
        return in -> {
            EventHead head = new EventHead(type, in.readString(), in.readString());
            for (Schema field : rest) {
                GenericDatumReader.skip(field, in);
            }
            return head;
        };
    }

    private static RecordDecoder.Reader<EventHead> anonymous(Schema schema) {
        EventHead head = new EventHead(schema.getFullName(), null, null);
        return in -> {
            GenericDatumReader.skip(schema, in);
            return head;
        };
    }
}
