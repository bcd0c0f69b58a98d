package dev.darkroom.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * The registry was asked and has no schema version with this id: whoever wrote the record used another registry, or the
 * bytes are no record at all. Asking again does not help, so this is the record's fault and not the registry's.
 */
public final class UnknownSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message, @Nullable Throwable cause) {
        super(message, false, cause);
    }
}
