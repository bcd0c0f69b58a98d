package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.localstack.glue.StoredState.StoredRegistry;
import java.util.Map;

/** Operations on registries, and on the tags of registries and schemas. */
record RegistryOperations(SchemaRegistries registries) {
    JsonNode create(JsonNode request) {
        String name = SchemaKey.validName(Wire.required(request, "RegistryName"));
        StoredRegistry registry =
                registries.createRegistry(name, request.path("Description").asText(""), Wire.tags(request));
        ObjectNode answer = Wire.object()
                .put("RegistryArn", Wire.registryArn(name))
                .put("RegistryName", name)
                .put("Description", registry.description());
        registry.tags().forEach(answer.putObject("Tags")::put);
        return answer;
    }

    JsonNode get(JsonNode request) {
        return describe(registries.registry(SchemaKey.registryOf(request.path("RegistryId"))));
    }

    JsonNode list(JsonNode request) {
        return Wire.page(request, "Registries", registries.registries(), RegistryOperations::describe);
    }

    JsonNode tags(JsonNode request) {
        String arn = Wire.required(request, "ResourceArn");
        Map<String, String> tags = SchemaKey.isSchemaArn(arn)
                ? registries
                        .schema(SchemaKey.of(Wire.object().put("SchemaArn", arn)))
                        .tags()
                : registries
                        .registry(SchemaKey.registryOf(Wire.object().put("RegistryArn", arn)))
                        .tags();
        ObjectNode answer = Wire.object();
        tags.forEach(answer.putObject("Tags")::put);
        return answer;
    }

    private static ObjectNode describe(StoredRegistry registry) {
        return Wire.object()
                .put("RegistryName", registry.name())
                .put("RegistryArn", Wire.registryArn(registry.name()))
                .put("Description", registry.description())
                .put("Status", "AVAILABLE")
                .put("CreatedTime", registry.createdTime())
                .put("UpdatedTime", registry.createdTime());
    }
}
