package dev.darkroom.schemas.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.InternalServiceException;
import software.amazon.awssdk.services.glue.model.OperationTimeoutException;

/** What went wrong with the registry, in words that name the registry, the schema and what to change. */
final class RegistryErrors {
    private final GlueSettings settings;

    RegistryErrors(GlueSettings settings) {
        this.settings = settings;
    }

    SchemaRegistryException notRegistered(String schemaName, SdkException cause) {
        return new SchemaRegistryException(
                "Registry %s has no schema %s with the definition of this record: register it (deploy the schemas) or set %s=true"
                        .formatted(settings.registryName(), schemaName, GlueSettings.AUTO_REGISTRATION),
                false,
                cause);
    }

    SchemaRegistryException refused(String schemaName, String versionId, String status) {
        return new SchemaRegistryException(
                "Registry %s holds version %s of schema %s as %s: it is not compatible with the versions before it, or is being deleted. Make the change compatible, or delete that version"
                        .formatted(settings.registryName(), versionId, schemaName, status),
                false,
                null);
    }

    SchemaRegistryException undecided(String schemaName, String versionId, Duration waited, SdkException cause) {
        return new SchemaRegistryException(
                "Registry %s did not say within %d s whether version %s of schema %s is compatible"
                        .formatted(settings.registryName(), waited.toSeconds(), versionId, schemaName),
                true,
                cause);
    }

    UnknownSchemaException unknown(UUID versionId, SdkException cause) {
        return new UnknownSchemaException(
                "There is no schema version %s in the registry's account and region (registry %s): the record was written with another registry, or the version was deleted"
                        .formatted(versionId, settings.registryName()),
                cause);
    }

    /** A version that was refused or taken back stays so, and with it whatever was written with it. */
    SchemaRegistryException unusable(UUID versionId, @Nullable String status) {
        String message = "Schema version %s is %s in registry %s, so nothing can be read with it"
                .formatted(versionId, status, settings.registryName());
        return "FAILURE".equals(status) || "DELETING".equals(status)
                ? new UnknownSchemaException(message, null)
                : new SchemaRegistryException(message, "PENDING".equals(status), null);
    }

    UnknownSchemaException notAvro(UUID versionId, RuntimeException cause) {
        return new UnknownSchemaException(
                "Schema version %s (registry %s) is no Avro schema: %s"
                        .formatted(versionId, settings.registryName(), cause.getMessage()),
                cause);
    }

    SchemaRegistryException of(String doing, SdkException cause) {
        return new SchemaRegistryException(
                "Registry %s failed while %s: %s".formatted(settings.registryName(), doing, cause.getMessage()),
                mayPass(cause),
                cause);
    }

    private static boolean mayPass(SdkException failure) {
        if (failure instanceof AwsServiceException refusal) {
            return refusal.isThrottlingException()
                    || refusal.statusCode() >= 500
                    || refusal instanceof InternalServiceException
                    || refusal instanceof OperationTimeoutException
                    || refusal instanceof ConcurrentModificationException;
        }
        return failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException
                || Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
    }
}
