package dev.darkroom.localstack.glue;

import java.util.HashMap;
import java.util.Map;

/** The operations the registry serves, by the name they have in Glue's API. */
final class Operations {
    private Operations() {}

    static Map<String, Operation> of(SchemaRegistries registries) {
        Map<String, Operation> operations = new HashMap<>();
        RegistryOperations registry = new RegistryOperations(registries);
        operations.put("CreateRegistry", registry::create);
        operations.put("GetRegistry", registry::get);
        operations.put("ListRegistries", registry::list);
        operations.put("GetTags", registry::tags);
        SchemaOperations schema = new SchemaOperations(registries);
        operations.put("CreateSchema", schema::create);
        operations.put("GetSchema", schema::get);
        operations.put("ListSchemas", schema::list);
        operations.put("UpdateSchema", schema::update);
        VersionOperations version = new VersionOperations(registries);
        operations.put("RegisterSchemaVersion", version::register);
        operations.put("GetSchemaByDefinition", version::byDefinition);
        operations.put("GetSchemaVersion", version::get);
        operations.put("ListSchemaVersions", version::list);
        operations.put("CheckSchemaVersionValidity", version::checkValidity);
        MetadataOperations metadata = new MetadataOperations(registries);
        operations.put("PutSchemaVersionMetadata", metadata::put);
        operations.put("QuerySchemaVersionMetadata", metadata::query);
        return Map.copyOf(operations);
    }
}
