package dev.darkroom.dynamodb.connection;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What a configuration takes for granted about tables.
 *
 * @param names of the tables that are known before any record
 * @param ttlAttribute the attribute by which items are to expire
 * @param mayBeMissing whether missing ones will be created
 */
public record ExpectedTables(
        List<String> names, Key hash, Optional<Key> sort, Optional<String> ttlAttribute, boolean mayBeMissing) {
    public ExpectedTables {
        names = List.copyOf(names);
    }

    /**
     * A key attribute.
     *
     * @param type if it is the same for every record
     */
    public record Key(String attribute, Optional<ScalarAttributeType> type) {}
}
