package dev.darkroom.schemas.registry;

import java.util.UUID;
import org.apache.avro.Schema;

/** Gives schema versions their ids and finds schemas by them. Implementations are safe for use by many threads. */
public interface SchemaRegistry extends AutoCloseable {
    /**
     * The id of the version of the schema named {@code schemaName} whose definition is {@code schema}, registering it
     * where that is allowed.
     *
     * @throws SchemaRegistryException when the registry does not know the schema and may not be told of it, refuses it
     *     as incompatible, or cannot be reached
     */
    UUID idOf(String schemaName, Schema schema);

    /**
     * The schema whose version has this id.
     *
     * @throws SchemaRegistryException when no version has the id, or the registry cannot be reached
     */
    Schema schemaOf(UUID versionId);

    /**
     * Asks whether the registry answers now, whatever is remembered of it.
     *
     * @throws SchemaRegistryException when it does not
     */
    default void check() {}

    @Override
    default void close() {}
}
