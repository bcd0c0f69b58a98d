package dev.darkroom.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Registries, schemas and versions in memory; every schema is checked as FULL_ALL. The messages are Glue's. */
final class TestingGlueStore {
    private final Set<String> registries = new HashSet<>();
    private final Map<String, List<Version>> schemas = new HashMap<>();
    private final Map<String, Version> versions = new HashMap<>();
    private int pendingReads;

    synchronized void pendingReads(int reads) {
        pendingReads = reads;
    }

    synchronized Map<String, Object> answer(String operation, JsonNode request) {
        return switch (operation) {
            case "CreateRegistry" -> createRegistry(request.path("RegistryName").asText());
            case "CreateSchema" -> createSchema(request);
            case "RegisterSchemaVersion" -> register(existing(schemaKey(request)), request);
            case "GetSchemaByDefinition" -> getByDefinition(request);
            case "GetSchemaVersion" ->
                getVersion(request.path("SchemaVersionId").asText());
            case "PutSchemaVersionMetadata", "QuerySchemaVersionMetadata", "GetTags" -> Map.of();
            default -> throw new TestingGlueError(400, "UnknownOperationException", operation);
        };
    }

    private Map<String, Object> createRegistry(String name) {
        if (!registries.add(name)) {
            throw new TestingGlueError(400, "AlreadyExistsException", "Registry already exists.");
        }
        return Map.of("RegistryName", name);
    }

    private Map<String, Object> createSchema(JsonNode request) {
        String registry = request.path("RegistryId").path("RegistryName").asText("default-registry");
        if (!registries.contains(registry)) {
            throw new TestingGlueError(400, "EntityNotFoundException", "Registry is not found.");
        }
        String key = registry + "/" + request.path("SchemaName").asText();
        if (schemas.containsKey(key)) {
            throw new TestingGlueError(400, "AlreadyExistsException", "Schema already exists.");
        }
        schemas.put(key, new ArrayList<>());
        Map<String, Object> registered = register(existing(key), request);
        return Map.of(
                "SchemaName", request.path("SchemaName").asText(),
                "RegistryName", registry,
                "SchemaVersionId", registered.get("SchemaVersionId"),
                "SchemaVersionStatus", registered.get("Status"));
    }

    private Map<String, Object> register(List<Version> versionsSoFar, JsonNode request) {
        Schema schema =
                new Schema.Parser().parse(request.path("SchemaDefinition").asText());
        Version version = versionsSoFar.stream()
                .filter(known -> known.schema.equals(schema))
                .findFirst()
                .orElseGet(() -> add(versionsSoFar, schema));
        return Map.of("SchemaVersionId", version.id, "Status", version.status());
    }

    private Version add(List<Version> versionsSoFar, Schema schema) {
        boolean compatible = versionsSoFar.stream()
                .filter(known -> known.compatible)
                .allMatch(known -> reads(known.schema, schema) && reads(schema, known.schema));
        Version version = new Version(schema, compatible, pendingReads);
        versionsSoFar.add(version);
        versions.put(version.id, version);
        return version;
    }

    private Map<String, Object> getByDefinition(JsonNode request) {
        Schema schema =
                new Schema.Parser().parse(request.path("SchemaDefinition").asText());
        return existing(schemaKey(request)).stream()
                .filter(known -> known.schema.equals(schema))
                .findFirst()
                .map(known -> Map.<String, Object>of("SchemaVersionId", known.id, "Status", known.status()))
                .orElseThrow(
                        () -> new TestingGlueError(400, "EntityNotFoundException", "Schema version is not found."));
    }

    private Map<String, Object> getVersion(String id) {
        Version version = versions.get(id);
        if (version == null) {
            throw new TestingGlueError(400, "EntityNotFoundException", "Schema version is not found.");
        }
        version.pendingReads--;
        return Map.of(
                "SchemaVersionId",
                id,
                "SchemaDefinition",
                version.schema.toString(),
                "DataFormat",
                "AVRO",
                "Status",
                version.status());
    }

    private List<Version> existing(String key) {
        List<Version> found = schemas.get(key);
        if (found == null) {
            throw new TestingGlueError(400, "EntityNotFoundException", "Schema is not found.");
        }
        return found;
    }

    private static String schemaKey(JsonNode request) {
        JsonNode id = request.path("SchemaId");
        return id.path("RegistryName").asText() + "/" + id.path("SchemaName").asText();
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static final class Version {
        private final String id = UUID.randomUUID().toString();
        private final Schema schema;
        private final boolean compatible;
        private int pendingReads;

        private Version(Schema schema, boolean compatible, int pendingReads) {
            this.schema = schema;
            this.compatible = compatible;
            this.pendingReads = pendingReads;
        }

        private String status() {
            return pendingReads > 0 ? "PENDING" : compatible ? "AVAILABLE" : "FAILURE";
        }
    }
}
