package dev.darkroom.schemas.serde;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The 18 bytes in front of the Avro binary: version 0x03, compression (0x00 none, 0x05 zlib), schema-version UUID
 * (big-endian). Source: awslabs/aws-glue-schema-registry, {@code AWSSchemaRegistryConstants}.
 */
public final class WireFormat {
    public static final int HEADER_BYTES = 18;
    public static final byte VERSION = 3;
    public static final byte UNCOMPRESSED = 0;
    public static final byte ZLIB = 5;

    private static final int VERSION_ID_OFFSET = 2;

    private WireFormat() {}

    /** The header in front of a payload of this schema version. */
    static byte[] header(UUID versionId, Compression compression) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .put(compression.marker())
                .putLong(versionId.getMostSignificantBits())
                .putLong(versionId.getLeastSignificantBits())
                .array();
    }

    /** The schema version that the writer of a checked message used. */
    static UUID versionId(byte[] message) {
        ByteBuffer id = ByteBuffer.wrap(message, VERSION_ID_OFFSET, HEADER_BYTES - VERSION_ID_OFFSET);
        return new UUID(id.getLong(), id.getLong());
    }

    /**
     * The compression a message names, after checking that it has a header at all.
     *
     * @throws MalformedMessageException when the bytes are not in this format
     */
    static Compression check(byte[] message) {
        if (message.length < HEADER_BYTES) {
            throw new MalformedMessageException(
                    "it is too short: %d bytes, and the header alone is %d".formatted(message.length, HEADER_BYTES));
        }
        if (message[0] != VERSION) {
            throw new MalformedMessageException(
                    "it starts with 0x%02x, and Glue's header with 0x%02x: it was not written by a Glue serializer"
                            .formatted(message[0], VERSION));
        }
        return switch (message[1]) {
            case UNCOMPRESSED -> Compression.NONE;
            case ZLIB -> Compression.ZLIB;
            default ->
                throw new MalformedMessageException(
                        "its compression 0x%02x is unknown: 0x%02x (none) and 0x%02x (zlib) can be read"
                                .formatted(message[1], UNCOMPRESSED, ZLIB));
        };
    }
}
