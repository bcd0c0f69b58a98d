package dev.darkroom.connect.avro;

import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts between Connect structs and Avro records behind Glue's 18-byte header. It is configured by the keys of AWS's
 * own converter: {@code region}, {@code endpoint}, {@code registry.name}, {@code schemaAutoRegistrationEnabled},
 * {@code compatibility}, {@code compression}, {@code cacheSize}. Safe for many threads.
 */
public final class GlueAvroConverter implements Converter {
    private static final Logger log = LoggerFactory.getLogger(GlueAvroConverter.class);

    private final GlueAvroSerializer<GenericRecord> serializer;
    private final GlueAvroDeserializer<GenericRecord> deserializer;
    private final ConnectSchemas connectSchemas = new ConnectSchemas();
    private final AvroSchemas avroSchemas = new AvroSchemas();

    /** For Connect, which calls {@link #configure} next. */
    public GlueAvroConverter() {
        this(new GlueAvroSerializer<>(), new GlueAvroDeserializer<>());
    }

    GlueAvroConverter(SchemaRegistry registry) {
        this(new GlueAvroSerializer<>(registry), GlueAvroDeserializer.generic(registry));
    }

    private GlueAvroConverter(
            GlueAvroSerializer<GenericRecord> serializer, GlueAvroDeserializer<GenericRecord> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        serializer.configure(configs, isKey);
        deserializer.configure(configs, isKey);
    }

    /**
     * The message of a struct, or null for a null.
     *
     * @throws DataException when the value is not a struct or there is no Avro for it
     * @throws RetriableException when the registry is at fault
     */
    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Struct struct)) {
            throw new DataException("Only structs become Avro records; the one for topic " + topic + " is a "
                    + value.getClass().getSimpleName() + ": use another converter, or wrap it by an SMT (HoistField)");
        }
        try {
            return serializer.serialize(topic, AvroValues.record(struct, avroSchemas.of(struct.schema())));
        } catch (SerializationException | AvroRuntimeException e) {
            throw new DataException("Cannot convert a record for topic " + topic + " to Avro: " + e.getMessage(), e);
        } catch (SchemaRegistryException e) {
            throw registryAtFault(topic, e);
        }
    }

    /**
     * The struct of a message, or null without schema for a null.
     *
     * @throws DataException when the message is at fault
     * @throws RetriableException when the registry is at fault: no message should be set aside for that
     */
    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        try {
            GenericRecord record = deserializer.deserialize(topic, value);
            if (record == null) {
                return SchemaAndValue.NULL;
            }
            Schema schema = connectSchemas.of(record.getSchema());
            return new SchemaAndValue(schema, ConnectValues.struct(record, schema));
        } catch (SerializationException | AvroRuntimeException e) {
            throw new DataException("Cannot convert a record of topic " + topic + " from Avro: " + e.getMessage(), e);
        } catch (SchemaRegistryException e) {
            throw registryAtFault(topic, e);
        }
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }

    private static RetriableException registryAtFault(String topic, SchemaRegistryException cause) {
        log.warn("The schema registry did not give a schema topic={}", topic, cause);
        return new RetriableException(
                "The schema registry did not give a schema for topic " + topic + ": " + cause.getMessage(), cause);
    }
}
