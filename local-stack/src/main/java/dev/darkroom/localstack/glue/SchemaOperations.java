package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.localstack.glue.StoredState.Status;
import dev.darkroom.localstack.glue.StoredState.StoredSchema;
import dev.darkroom.localstack.glue.StoredState.StoredVersion;
import java.util.List;
import java.util.OptionalLong;

/** Operations on schemas as a whole. */
record SchemaOperations(SchemaRegistries registries) {
    static final String AVRO = "AVRO";

    JsonNode create(JsonNode request) {
        if (!Wire.required(request, "DataFormat").equals(AVRO)) {
            throw GlueException.invalid("The local registry serves data format AVRO only");
        }
        SchemaKey key = new SchemaKey(
                SchemaKey.registryOf(request.path("RegistryId")),
                SchemaKey.validName(Wire.required(request, "SchemaName")));
        StoredSchema schema = registries.createSchema(
                key,
                request.path("Description").asText(""),
                Compatibility.of(request.path("Compatibility").asText("NONE")),
                Wire.tags(request),
                request.hasNonNull("SchemaDefinition")
                        ? request.get("SchemaDefinition").asText()
                        : null);
        ObjectNode answer = describe(schema);
        schema.tags().forEach(answer.putObject("Tags")::put);
        if (!schema.versions().isEmpty()) {
            StoredVersion first = schema.versions().getFirst();
            answer.put("SchemaVersionId", first.id().toString());
            answer.put("SchemaVersionStatus", first.status().name());
        }
        return answer;
    }

    JsonNode get(JsonNode request) {
        return describe(registries.schema(SchemaKey.of(request.path("SchemaId"))));
    }

    JsonNode list(JsonNode request) {
        List<StoredSchema> schemas;
        if (request.hasNonNull("RegistryId")) {
            String registry = registries
                    .registry(SchemaKey.registryOf(request.path("RegistryId")))
                    .name();
            schemas = registries.schemas(schema -> schema.registry().equals(registry));
        } else {
            schemas = registries.schemas(schema -> true);
        }
        return Wire.page(request, "Schemas", schemas, SchemaOperations::item);
    }

    JsonNode update(JsonNode request) {
        boolean compatibility = request.hasNonNull("Compatibility");
        boolean checkpoint = request.hasNonNull("SchemaVersionNumber");
        if (!compatibility && !checkpoint && !request.hasNonNull("Description")) {
            throw GlueException.invalid("One of SchemaVersionNumber or Compatibility has to be given");
        }
        SchemaKey key = SchemaKey.of(request.path("SchemaId"));
        StoredSchema schema = registries.update(
                key,
                compatibility ? Compatibility.of(request.get("Compatibility").asText()) : null,
                checkpoint
                        ? VersionOperations.number(registries, key, request.get("SchemaVersionNumber"))
                        : OptionalLong.empty(),
                request.hasNonNull("Description") ? request.get("Description").asText() : null);
        return Wire.object()
                .put("SchemaArn", Wire.schemaArn(schema))
                .put("SchemaName", schema.name())
                .put("RegistryName", schema.registry());
    }

    private static ObjectNode describe(StoredSchema schema) {
        return item(schema)
                .put("RegistryArn", Wire.registryArn(schema.registry()))
                .put("DataFormat", AVRO)
                .put("Compatibility", schema.compatibility().name())
                .put("SchemaCheckpoint", schema.checkpoint())
                .put(
                        "LatestSchemaVersion",
                        schema.versions().stream()
                                .filter(version -> version.status() == Status.AVAILABLE)
                                .mapToLong(StoredVersion::number)
                                .max()
                                .orElse(1))
                .put("NextSchemaVersion", schema.versions().size() + 1L);
    }

    private static ObjectNode item(StoredSchema schema) {
        return Wire.object()
                .put("RegistryName", schema.registry())
                .put("SchemaName", schema.name())
                .put("SchemaArn", Wire.schemaArn(schema))
                .put("Description", schema.description())
                .put("SchemaStatus", "AVAILABLE")
                .put("CreatedTime", schema.createdTime())
                .put("UpdatedTime", schema.updatedTime());
    }
}
