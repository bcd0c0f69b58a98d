package dev.darkroom.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry refused, or could not be asked. {@link #retriable()} tells whether asking again may help. */
public final class SchemaRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    public SchemaRegistryException(String message, boolean retriable, @Nullable Throwable cause) {
        super(message, cause);
        this.retriable = retriable;
    }

    public boolean retriable() {
        return retriable;
    }
}
