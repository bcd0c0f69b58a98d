package dev.darkroom.dynamodb.mapping;

/**
 * What goes to S3 of items that are too large.
 *
 * @param field the attribute that goes
 * @param prefix what object keys begin with
 */
public record OffloadSettings(String field, String bucket, String prefix) {}
