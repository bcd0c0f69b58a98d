package dev.darkroom.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry in memory, for tests of code that serializes. Ids are functions of name and definition. */
public final class TestingSchemaRegistry implements SchemaRegistry {
    private final Map<UUID, Schema> schemas = new ConcurrentHashMap<>();

    @Override
    public UUID idOf(String schemaName, Schema schema) {
        UUID id = UUID.nameUUIDFromBytes((schemaName + schema).getBytes(StandardCharsets.UTF_8));
        schemas.put(id, schema);
        return id;
    }

    @Override
    public Schema schemaOf(UUID versionId) {
        Schema schema = schemas.get(versionId);
        if (schema == null) {
            throw new UnknownSchemaException("There is no schema version " + versionId, null);
        }
        return schema;
    }
}
