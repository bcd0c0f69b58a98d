package dev.darkroom.localstack.glue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the registry keeps on disk. Times are ISO-8601 text, as Glue's API gives them. */
record StoredState(List<StoredRegistry> registries, List<StoredSchema> schemas) {
    record StoredRegistry(String name, String description, String createdTime, Map<String, String> tags) {}

    record StoredSchema(
            String registry,
            String name,
            String description,
            Compatibility compatibility,
            long checkpoint,
            String createdTime,
            String updatedTime,
            Map<String, String> tags,
            List<StoredVersion> versions) {}

    record StoredVersion(
            UUID id,
            long number,
            String definition,
            Status status,
            String createdTime,
            List<StoredMetadata> metadata) {}

    record StoredMetadata(String key, String value, String createdTime) {}

    enum Status {
        AVAILABLE,
        FAILURE
    }
}
