package dev.darkroom.dynamodb.writing;

import java.util.ArrayList;
import java.util.List;

/** What one request takes: 25 writes, and 16 MB. Source: DynamoDB API reference, BatchWriteItem. */
final class RequestSize {
    static final int MOST_WRITES = 25;
    static final long MOST_BYTES = 16 * 1024 * 1024;
    private static final long ENVELOPE_BYTES = 1024;
    private static final long WRITE_WRAP_BYTES = "{\"DeleteRequest\":{\"Item\":}},".length();

    private RequestSize() {}

    /** The writes in parts that a request takes by their bytes; nearly always there is one. */
    static List<List<MappedWrite>> split(List<MappedWrite> writes) {
        List<List<MappedWrite>> parts = new ArrayList<>(1);
        int from = 0;
        long bytes = ENVELOPE_BYTES;
        for (int i = 0; i < writes.size(); i++) {
            long more = writes.get(i).write().requestBytes() + WRITE_WRAP_BYTES;
            if (i > from && bytes + more > MOST_BYTES) {
                parts.add(writes.subList(from, i));
                from = i;
                bytes = ENVELOPE_BYTES;
            }
            bytes += more;
        }
        if (from < writes.size()) {
            parts.add(writes.subList(from, writes.size()));
        }
        return parts;
    }
}
