package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.localstack.glue.SchemaRegistries.Versioned;
import dev.darkroom.localstack.glue.StoredState.StoredMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Operations on the metadata of a schema version. */
record MetadataOperations(SchemaRegistries registries) {
    JsonNode put(JsonNode request) {
        Versioned found = VersionOperations.find(registries, request);
        String key = Wire.required(request.path("MetadataKeyValue"), "MetadataKey");
        String value = Wire.required(request.path("MetadataKeyValue"), "MetadataValue");
        registries.putMetadata(found, key, value);
        return Wire.object()
                .put("SchemaArn", Wire.schemaArn(found.schema()))
                .put("SchemaName", found.schema().name())
                .put("RegistryName", found.schema().registry())
                .put(
                        "LatestVersion",
                        found.version().number() == found.schema().versions().size())
                .put("VersionNumber", found.version().number())
                .put("SchemaVersionId", found.version().id().toString())
                .put("MetadataKey", key)
                .put("MetadataValue", value);
    }

    JsonNode query(JsonNode request) {
        Versioned found = VersionOperations.find(registries, request);
        ObjectNode answer =
                Wire.object().put("SchemaVersionId", found.version().id().toString());
        ObjectNode byKey = answer.putObject("MetadataInfoMap");
        Map<String, List<StoredMetadata>> values = found.version().metadata().stream()
                .collect(Collectors.groupingBy(StoredMetadata::key, LinkedHashMap::new, Collectors.toList()));
        values.forEach((key, entries) -> byKey.set(key, info(entries)));
        return answer;
    }

    private static ObjectNode info(List<StoredMetadata> entries) {
        StoredMetadata latest = entries.getLast();
        ObjectNode info = Wire.object().put("MetadataValue", latest.value()).put("CreatedTime", latest.createdTime());
        if (entries.size() > 1) {
            var others = info.putArray("OtherMetadataValueList");
            entries.subList(0, entries.size() - 1)
                    .forEach(entry -> others.add(
                            Wire.object().put("MetadataValue", entry.value()).put("CreatedTime", entry.createdTime())));
        }
        return info;
    }
}
