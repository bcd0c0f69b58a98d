package dev.darkroom.topology;

import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.registry.UnknownSchemaException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry in memory that can be away, and can refuse to register a schema. */
final class FailingSchemaRegistry implements SchemaRegistry {
    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();
    private final Set<UUID> known = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger askedWhileAway = new AtomicInteger();
    private volatile boolean away;

    void failOnReading(boolean fail) {
        away = fail;
    }

    int askedWhileAway() {
        return askedWhileAway.get();
    }

    void refuse(String schemaName) {
        refused.add(schemaName);
    }

    @Override
    public UUID idOf(String schemaName, Schema schema) {
        if (refused.contains(schemaName)) {
            throw new SchemaRegistryException("No schema " + schemaName, false, null);
        }
        UUID id = registry.idOf(schemaName, schema);
        known.add(id);
        return id;
    }

    @Override
    public Schema schemaOf(UUID versionId) {
        if (away) {
            askedWhileAway.incrementAndGet();
            throw new SchemaRegistryException("The registry cannot be reached", true, null);
        }
        if (!known.contains(versionId)) {
            throw new UnknownSchemaException("No schema version " + versionId, null);
        }
        return registry.schemaOf(versionId);
    }
}
