package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Write;

/**
 * What one request takes: a number of writes, and 16 MB. Source: DynamoDB API reference, BatchWriteItem.
 *
 * @param writes 1 to 25
 */
record RequestSize(int writes) {
    static final int MOST_WRITES = 25;
    static final long MOST_BYTES = 16 * 1024 * 1024;
    static final long ENVELOPE_BYTES = 1024;
    private static final long WRITE_WRAP_BYTES = "{\"DeleteRequest\":{\"Item\":}},".length();

    static long bytesOf(Write write) {
        return write.requestBytes() + WRITE_WRAP_BYTES;
    }

    /** Whether a request of so many writes and bytes takes one more; an empty one always does. */
    boolean hasRoom(int writesSoFar, long bytesSoFar, Write more) {
        return writesSoFar == 0 || (writesSoFar < writes && bytesSoFar + bytesOf(more) <= MOST_BYTES);
    }
}
