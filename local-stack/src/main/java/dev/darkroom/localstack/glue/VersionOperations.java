package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.localstack.glue.SchemaRegistries.Versioned;
import dev.darkroom.localstack.glue.StoredState.StoredSchema;
import dev.darkroom.localstack.glue.StoredState.StoredVersion;
import java.util.OptionalLong;
import java.util.UUID;

/** Operations on single versions of a schema. */
record VersionOperations(SchemaRegistries registries) {
    JsonNode register(JsonNode request) {
        StoredVersion version =
                registries.register(SchemaKey.of(request.path("SchemaId")), Wire.required(request, "SchemaDefinition"));
        return Wire.object()
                .put("SchemaVersionId", version.id().toString())
                .put("VersionNumber", version.number())
                .put("Status", version.status().name());
    }

    JsonNode byDefinition(JsonNode request) {
        SchemaKey key = SchemaKey.of(request.path("SchemaId"));
        StoredVersion version = registries.byDefinition(key, Wire.required(request, "SchemaDefinition"));
        return Wire.object()
                .put("SchemaVersionId", version.id().toString())
                .put("SchemaArn", Wire.schemaArn(registries.schema(key)))
                .put("DataFormat", SchemaOperations.AVRO)
                .put("Status", version.status().name())
                .put("CreatedTime", version.createdTime());
    }

    JsonNode get(JsonNode request) {
        Versioned found = find(registries, request);
        return item(found.schema(), found.version())
                .put("SchemaDefinition", found.version().definition())
                .put("DataFormat", SchemaOperations.AVRO);
    }

    JsonNode list(JsonNode request) {
        StoredSchema schema = registries.schema(SchemaKey.of(request.path("SchemaId")));
        return Wire.page(request, "Schemas", schema.versions(), version -> item(schema, version));
    }

    JsonNode checkValidity(JsonNode request) {
        try {
            Definition.of(Wire.required(request, "SchemaDefinition"));
            return Wire.object().put("Valid", true);
        } catch (GlueException e) {
            return Wire.object().put("Valid", false).put("Error", e.getMessage());
        }
    }

    /** The version a request means, by its id or by its schema and number. */
    static Versioned find(SchemaRegistries registries, JsonNode request) {
        if (request.hasNonNull("SchemaVersionId")) {
            String id = request.get("SchemaVersionId").asText();
            try {
                return registries.version(UUID.fromString(id));
            } catch (IllegalArgumentException e) {
                throw GlueException.invalid("SchemaVersionId is not a UUID: " + id);
            }
        }
        SchemaKey key = SchemaKey.of(request.path("SchemaId"));
        return registries.version(key, number(registries, key, request.path("SchemaVersionNumber")));
    }

    /** A SchemaVersionNumber: a number, or the latest version there is. */
    static OptionalLong number(SchemaRegistries registries, SchemaKey key, JsonNode versionNumber) {
        if (versionNumber.path("LatestVersion").asBoolean(false)) {
            return OptionalLong.of(
                    registries.version(key, OptionalLong.empty()).version().number());
        }
        if (versionNumber.hasNonNull("VersionNumber")) {
            return OptionalLong.of(versionNumber.get("VersionNumber").asLong());
        }
        throw GlueException.invalid("SchemaVersionNumber needs LatestVersion or VersionNumber");
    }

    private static ObjectNode item(StoredSchema schema, StoredVersion version) {
        return Wire.object()
                .put("SchemaArn", Wire.schemaArn(schema))
                .put("SchemaVersionId", version.id().toString())
                .put("VersionNumber", version.number())
                .put("Status", version.status().name())
                .put("CreatedTime", version.createdTime());
    }
}
