package dev.darkroom.localstack.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code AWS::DynamoDB::Table}; types and kinds are spelled as in DynamoDB's API.
 *
 * @param timeToLiveAttribute the attribute items expire by, or null when they do not
 */
public record Table(
        String logicalId,
        String name,
        List<Attribute> attributes,
        List<Key> keySchema,
        List<Index> globalSecondaryIndexes,
        @Nullable String timeToLiveAttribute) {

    /** A key attribute; its type is S, N or B. */
    public record Attribute(String name, String type) {}

    /** A part of a key; its kind is HASH or RANGE. */
    public record Key(String attribute, String kind) {}

    /** A global secondary index; {@code nonKeyAttributes} is filled when the projection is INCLUDE. */
    public record Index(String name, List<Key> keySchema, String projection, List<String> nonKeyAttributes) {}
}
