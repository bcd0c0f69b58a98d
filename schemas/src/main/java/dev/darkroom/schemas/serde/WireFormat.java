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

    private WireFormat() {}

    /** Writes the header for an uncompressed payload into the first 18 bytes of {@code message}. */
    public static void writeHeader(byte[] message, UUID versionId) {
        ByteBuffer.wrap(message)
                .put(VERSION)
                .put(UNCOMPRESSED)
                .putLong(versionId.getMostSignificantBits())
                .putLong(versionId.getLeastSignificantBits());
    }
}
