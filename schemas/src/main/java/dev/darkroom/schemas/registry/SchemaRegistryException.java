package dev.darkroom.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * The registry refused, or could not be asked. {@link #retriable()} tells whether asking again may help without anyone
 * changing a setting. Neither kind is the fault of a record; that one is {@link UnknownSchemaException}.
 */
public sealed class SchemaRegistryException extends RuntimeException permits UnknownSchemaException {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    public SchemaRegistryException(String message, boolean retriable, @Nullable Throwable cause) {
        super(message, cause);
        this.retriable = retriable;
    }

    /** Whether the same question may be answered later: an outage or throttling, not a refusal. */
    public boolean retriable() {
        return retriable;
    }
}
