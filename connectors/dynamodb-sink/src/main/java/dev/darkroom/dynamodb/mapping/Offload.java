package dev.darkroom.dynamodb.mapping;

/**
 * What has to be in S3 before an item that names it is written.
 *
 * @param bucket where it goes
 * @param objectKey a function of the record alone, so that a repeated write overwrites itself
 * @param contentType media type of the content
 * @param content the attribute's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to copy
public record Offload(String bucket, String objectKey, String contentType, byte[] content) {}
