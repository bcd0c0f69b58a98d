package dev.darkroom.schemas.registry;

import java.time.Duration;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetSchemaByDefinitionResponse;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.SchemaVersionStatus;

/** The questions asked of Glue, uncached. */
final class SchemaLookup {
    private static final String NO_VERSION = new UUID(0, 0).toString();
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);

    private final GlueClient glue;
    private final GlueSettings settings;
    private final SchemaRegistration registration;
    private final RegistryErrors errors;

    SchemaLookup(GlueClient glue, GlueSettings settings) {
        this.glue = glue;
        this.settings = settings;
        this.registration = new SchemaRegistration(glue, settings);
        this.errors = new RegistryErrors(settings);
    }

    UUID idOf(SchemaKey key) {
        String definition = Definition.of(key.schema());
        try {
            GetSchemaByDefinitionResponse found = glue.getSchemaByDefinition(request -> request.schemaId(
                            id -> id.registryName(settings.registryName()).schemaName(key.name()))
                    .schemaDefinition(definition));
            return registration.whenAvailable(key.name(), found.schemaVersionId(), found.status());
        } catch (EntityNotFoundException e) {
            // Registry, schema or version: which of them is missing is found out by registering.
            if (!settings.autoRegistration()) {
                throw errors.notRegistered(key.name(), e);
            }
            return registration.register(key.name(), definition);
        } catch (SdkException e) {
            throw errors.of("looking up schema " + key.name(), e);
        }
    }

    /** Asks for a version that cannot be there: that it is not is an answer, and asking needs no permission of its own. */
    void check() {
        try {
            glue.getSchemaVersion(request -> request.schemaVersionId(NO_VERSION)
                    .overrideConfiguration(override -> override.apiCallTimeout(LONGEST_CHECK)));
        } catch (EntityNotFoundException | InvalidInputException e) {
            return;
        } catch (SdkException e) {
            throw errors.of("asking whether the registry is there", e);
        }
    }

    Schema schemaOf(UUID versionId) {
        try {
            GetSchemaVersionResponse found =
                    glue.getSchemaVersion(request -> request.schemaVersionId(versionId.toString()));
            if (found.status() != SchemaVersionStatus.AVAILABLE) {
                throw errors.unusable(versionId, found.statusAsString());
            }
            return new Schema.Parser().parse(found.schemaDefinition());
        } catch (EntityNotFoundException | InvalidInputException e) {
            throw errors.unknown(versionId, e);
        } catch (AvroRuntimeException e) {
            throw errors.notAvro(versionId, e);
        } catch (SdkException e) {
            throw errors.of("reading schema version " + versionId, e);
        }
    }
}
