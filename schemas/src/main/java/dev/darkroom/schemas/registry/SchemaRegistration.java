package dev.darkroom.schemas.registry;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.CreateSchemaResponse;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.RegisterSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.SchemaVersionStatus;

/**
 * Puts a schema into the registry, making schema and registry when they are missing. Any number of processes may do so
 * at once: each step that finds its thing made by another goes on with that one, and registering a definition that is
 * there already answers with its id.
 */
final class SchemaRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistration.class);
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final GlueClient glue;
    private final GlueSettings settings;
    private final RegistryErrors errors;

    SchemaRegistration(GlueClient glue, GlueSettings settings) {
        this.glue = glue;
        this.settings = settings;
        this.errors = new RegistryErrors(settings);
    }

    UUID register(String schemaName, String definition) {
        try {
            UUID id = registerVersionOrSchema(schemaName, definition);
            LOG.info(
                    "Registered a schema version registry={} schema={} versionId={}",
                    settings.registryName(),
                    schemaName,
                    id);
            return id;
        } catch (SdkException e) {
            throw errors.of("registering schema " + schemaName, e);
        }
    }

    private UUID registerVersionOrSchema(String schemaName, String definition) {
        try {
            return registerVersion(schemaName, definition);
        } catch (EntityNotFoundException schemaMissing) {
            return createSchemaAndRegistry(schemaName, definition);
        }
    }

    private UUID createSchemaAndRegistry(String schemaName, String definition) {
        try {
            return createSchema(schemaName, definition);
        } catch (EntityNotFoundException registryMissing) {
            createRegistry();
            return createSchema(schemaName, definition);
        }
    }

    private UUID registerVersion(String schemaName, String definition) {
        RegisterSchemaVersionResponse registered = glue.registerSchemaVersion(request -> request.schemaId(
                        id -> id.registryName(settings.registryName()).schemaName(schemaName))
                .schemaDefinition(definition));
        return whenAvailable(schemaName, registered.schemaVersionId(), registered.status());
    }

    private UUID createSchema(String schemaName, String definition) {
        try {
            CreateSchemaResponse created =
                    glue.createSchema(request -> request.registryId(id -> id.registryName(settings.registryName()))
                            .schemaName(schemaName)
                            .dataFormat(DataFormat.AVRO)
                            .compatibility(settings.compatibility())
                            .schemaDefinition(definition));
            return whenAvailable(schemaName, created.schemaVersionId(), created.schemaVersionStatus());
        } catch (AlreadyExistsException createdByAnother) {
            return registerVersion(schemaName, definition);
        }
    }

    private void createRegistry() {
        try {
            glue.createRegistry(request -> request.registryName(settings.registryName()));
        } catch (AlreadyExistsException createdByAnother) {
            LOG.debug("Another process made the registry registry={}", settings.registryName());
        }
    }

    /**
     * The id, once Glue has checked the version and made it available.
     *
     * @throws SchemaRegistryException when Glue finds it incompatible, or does not decide in time (retriable)
     */
    UUID whenAvailable(String schemaName, String versionId, SchemaVersionStatus status) {
        SchemaVersionStatus settled = status == SchemaVersionStatus.PENDING ? await(schemaName, versionId) : status;
        if (settled != SchemaVersionStatus.AVAILABLE) {
            throw errors.refused(schemaName, versionId, settled.toString());
        }
        return UUID.fromString(versionId);
    }

    private SchemaVersionStatus await(String schemaName, String versionId) {
        try {
            return untilSettled()
                    .run(() -> glue.getSchemaVersion(request -> request.schemaVersionId(versionId)))
                    .matched()
                    .response()
                    .orElseThrow()
                    .status();
        } catch (SdkException e) {
            throw errors.undecided(schemaName, versionId, LONGEST_WAIT, e);
        }
    }

    private static Waiter<GetSchemaVersionResponse> untilSettled() {
        return Waiter.builder(GetSchemaVersionResponse.class)
                .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(
                        found -> found.status() != SchemaVersionStatus.PENDING))
                .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(found -> true))
                .overrideConfiguration(override -> override.backoffStrategyV2(
                                BackoffStrategy.exponentialDelay(FIRST_POLL, LONGEST_POLL))
                        .maxAttempts(Integer.MAX_VALUE)
                        .waitTimeout(LONGEST_WAIT))
                .build();
    }
}
