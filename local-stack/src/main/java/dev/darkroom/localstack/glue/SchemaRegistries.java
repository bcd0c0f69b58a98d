package dev.darkroom.localstack.glue;

import dev.darkroom.localstack.glue.StoredState.Status;
import dev.darkroom.localstack.glue.StoredState.StoredMetadata;
import dev.darkroom.localstack.glue.StoredState.StoredRegistry;
import dev.darkroom.localstack.glue.StoredState.StoredSchema;
import dev.darkroom.localstack.glue.StoredState.StoredVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Registries, schemas and versions with Glue's rules. A change is written to the file before anyone sees it. A version
 * that breaks the schema's compatibility is kept with status FAILURE, as Glue keeps it, and checked anew when it is
 * registered again.
 */
final class SchemaRegistries {
    private final StateFile file;
    private final Clock clock;
    private final Map<String, Definition> parsed = new ConcurrentHashMap<>();
    private StoredState state;

    private SchemaRegistries(StateFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.state = file.read();
    }

    static SchemaRegistries open(Path path, Clock clock) {
        return new SchemaRegistries(new StateFile(path), clock);
    }

    /** A version together with the schema it belongs to. */
    record Versioned(StoredSchema schema, StoredVersion version) {}

    synchronized StoredRegistry createRegistry(String name, String description, Map<String, String> tags) {
        if (findRegistry(name).isPresent()) {
            throw GlueException.alreadyExists("Registry already exists. RegistryName: " + name);
        }
        StoredRegistry registry = new StoredRegistry(name, description, now(), tags);
        save(new StoredState(with(state.registries(), registry), state.schemas()));
        return registry;
    }

    synchronized StoredRegistry registry(String name) {
        return findRegistry(name)
                .orElseThrow(() -> GlueException.notFound("Registry is not found. RegistryName: " + name));
    }

    synchronized List<StoredRegistry> registries() {
        return state.registries();
    }

    synchronized StoredSchema createSchema(
            SchemaKey key,
            String description,
            Compatibility compatibility,
            Map<String, String> tags,
            @Nullable String definition) {
        if (key.registry().equals(SchemaKey.DEFAULT_REGISTRY)
                && findRegistry(key.registry()).isEmpty()) {
            createRegistry(key.registry(), "", Map.of());
        }
        registry(key.registry());
        if (findSchema(key).isPresent()) {
            throw GlueException.alreadyExists(
                    "Schema already exists. SchemaName: " + key.name() + ", RegistryName: " + key.registry());
        }
        String now = now();
        List<StoredVersion> versions =
                definition == null ? List.of() : List.of(version(1, Definition.of(definition), Status.AVAILABLE));
        StoredSchema schema =
                new StoredSchema(key.registry(), key.name(), description, compatibility, 1, now, now, tags, versions);
        save(new StoredState(state.registries(), with(state.schemas(), schema)));
        return schema;
    }

    synchronized StoredSchema schema(SchemaKey key) {
        return findSchema(key)
                .orElseThrow(() -> GlueException.notFound("Schema is not found. RegistryName: " + key.registry()
                        + ", SchemaName: " + key.name() + ", SchemaArn: null"));
    }

    synchronized List<StoredSchema> schemas(Predicate<StoredSchema> wanted) {
        return state.schemas().stream().filter(wanted).toList();
    }

    synchronized StoredVersion register(SchemaKey key, String text) {
        Definition definition = Definition.of(text);
        StoredSchema schema = schema(key);
        Optional<StoredVersion> present = find(schema, definition);
        if (present.isPresent() && present.get().status() == Status.AVAILABLE) {
            return present.get();
        }
        if (schema.compatibility() == Compatibility.DISABLED
                && !schema.versions().isEmpty()) {
            throw GlueException.invalid(
                    "Schema version cannot be registered: compatibility of schema " + key.name() + " is DISABLED");
        }
        Status status = schema.compatibility().allows(definition.schema(), checkedAgainst(schema))
                ? Status.AVAILABLE
                : Status.FAILURE;
        StoredVersion version = present.map(earlier -> withStatus(earlier, status))
                .orElseGet(() -> version(schema.versions().size() + 1L, definition, status));
        replaceVersion(schema, version);
        return version;
    }

    synchronized StoredVersion byDefinition(SchemaKey key, String text) {
        Definition definition = Definition.of(text);
        return find(schema(key), definition)
                .orElseThrow(() -> GlueException.notFound("Schema version is not found. RegistryName: " + key.registry()
                        + ", SchemaName: " + key.name() + ", SchemaArn: null"));
    }

    synchronized Versioned version(UUID id) {
        return state.schemas().stream()
                .flatMap(schema -> schema.versions().stream().map(version -> new Versioned(schema, version)))
                .filter(versioned -> versioned.version().id().equals(id))
                .findFirst()
                .orElseThrow(() -> GlueException.notFound("Schema version is not found. SchemaVersionId: " + id));
    }

    /** The version with this number, or the latest one when no number is given. */
    synchronized Versioned version(SchemaKey key, OptionalLong number) {
        StoredSchema schema = schema(key);
        long wanted = number.orElse(schema.versions().size());
        return schema.versions().stream()
                .filter(version -> version.number() == wanted)
                .map(version -> new Versioned(schema, version))
                .findFirst()
                .orElseThrow(() -> GlueException.notFound("Schema version is not found. RegistryName: " + key.registry()
                        + ", SchemaName: " + key.name() + ", VersionNumber: " + wanted));
    }

    synchronized void putMetadata(Versioned versioned, String key, String value) {
        StoredVersion version = versioned.version();
        if (version.metadata().stream()
                .anyMatch(entry -> entry.key().equals(key) && entry.value().equals(value))) {
            throw GlueException.alreadyExists("Resource already exist for schema version id: " + version.id()
                    + ", metadata key: " + key + ", metadata value: " + value);
        }
        replaceVersion(
                versioned.schema(),
                new StoredVersion(
                        version.id(),
                        version.number(),
                        version.definition(),
                        version.status(),
                        version.createdTime(),
                        with(version.metadata(), new StoredMetadata(key, value, now()))));
    }

    /** Changes the compatibility (which sets the checkpoint too), the checkpoint alone, or the description. */
    synchronized StoredSchema update(
            SchemaKey key,
            @Nullable Compatibility compatibility,
            OptionalLong checkpoint,
            @Nullable String description) {
        StoredSchema schema = schema(key);
        if (compatibility != null && checkpoint.isEmpty()) {
            throw GlueException.invalid("A new compatibility needs a SchemaVersionNumber as its checkpoint");
        }
        checkpoint.ifPresent(number -> version(key, OptionalLong.of(number)));
        StoredSchema updated = new StoredSchema(
                schema.registry(),
                schema.name(),
                description == null ? schema.description() : description,
                compatibility == null ? schema.compatibility() : compatibility,
                checkpoint.orElse(schema.checkpoint()),
                schema.createdTime(),
                now(),
                schema.tags(),
                schema.versions());
        replaceSchema(schema, updated);
        return updated;
    }

    private List<Schema> checkedAgainst(StoredSchema schema) {
        return schema.versions().stream()
                .filter(version -> version.status() == Status.AVAILABLE && version.number() >= schema.checkpoint())
                .map(version -> parse(version).schema())
                .toList();
    }

    private Optional<StoredVersion> find(StoredSchema schema, Definition definition) {
        return schema.versions().stream()
                .filter(version -> parse(version).sameAs(definition))
                .findFirst();
    }

    private Definition parse(StoredVersion version) {
        return parsed.computeIfAbsent(version.definition(), Definition::of);
    }

    private StoredVersion version(long number, Definition definition, Status status) {
        return new StoredVersion(UUID.randomUUID(), number, definition.text(), status, now(), List.of());
    }

    private static StoredVersion withStatus(StoredVersion version, Status status) {
        return new StoredVersion(
                version.id(),
                version.number(),
                version.definition(),
                status,
                version.createdTime(),
                version.metadata());
    }

    private void replaceVersion(StoredSchema schema, StoredVersion version) {
        List<StoredVersion> versions = new ArrayList<>(schema.versions());
        versions.removeIf(earlier -> earlier.id().equals(version.id()));
        versions.add(Math.toIntExact(version.number() - 1), version);
        replaceSchema(
                schema,
                new StoredSchema(
                        schema.registry(),
                        schema.name(),
                        schema.description(),
                        schema.compatibility(),
                        schema.checkpoint(),
                        schema.createdTime(),
                        now(),
                        schema.tags(),
                        versions));
    }

    private void replaceSchema(StoredSchema earlier, StoredSchema later) {
        save(new StoredState(
                state.registries(),
                state.schemas().stream()
                        .map(schema -> schema.equals(earlier) ? later : schema)
                        .toList()));
    }

    private Optional<StoredRegistry> findRegistry(String name) {
        return state.registries().stream()
                .filter(registry -> registry.name().equals(name))
                .findFirst();
    }

    private Optional<StoredSchema> findSchema(SchemaKey key) {
        return state.schemas().stream()
                .filter(schema -> schema.registry().equals(key.registry())
                        && schema.name().equals(key.name()))
                .findFirst();
    }

    private void save(StoredState next) {
        file.write(next);
        state = next;
    }

    private String now() {
        return clock.instant().toString();
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
