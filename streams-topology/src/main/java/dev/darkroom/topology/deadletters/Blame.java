package dev.darkroom.topology.deadletters;

import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.registry.UnknownSchemaException;
import java.util.stream.Stream;

/** Whose fault an exception is. */
final class Blame {
    private Blame() {}

    /**
     * Whether the record is to blame, so that it may be set aside and the next one taken. A registry that cannot be
     * reached or refuses to answer is not the record's fault: every good record behind it would meet the same exception.
     * Only a schema version that nobody knows is.
     */
    static boolean isOnRecord(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .noneMatch(cause ->
                        cause instanceof SchemaRegistryException && !(cause instanceof UnknownSchemaException));
    }
}
