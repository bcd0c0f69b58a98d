package dev.darkroom.dynamodb.writing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits writes into batches that BatchWriteItem takes: a number of items, and 16 MB of request. Each batch is for one
 * table, so that an error is that table's. Source: DynamoDB API reference, BatchWriteItem.
 */
final class Batches {
    static final int MOST_WRITES = 25;
    static final long MOST_REQUEST_BYTES = 16 * 1024 * 1024;
    private static final long ENVELOPE_BYTES = 1024;
    private static final long WRITE_WRAP_BYTES = "{\"DeleteRequest\":{\"Item\":}},".length();

    private Batches() {}

    static List<List<Write>> of(Collection<Write> writes, int mostWrites) {
        Map<String, List<Write>> byTable = new LinkedHashMap<>();
        writes.forEach(write -> byTable.computeIfAbsent(write.key().table(), table -> new ArrayList<>())
                .add(write));
        List<List<Write>> batches = new ArrayList<>();
        byTable.values().forEach(ofTable -> split(ofTable, mostWrites, batches));
        return batches;
    }

    private static void split(List<Write> writes, int mostWrites, List<List<Write>> batches) {
        List<Write> batch = new ArrayList<>();
        long bytes = ENVELOPE_BYTES;
        for (Write write : writes) {
            long writeBytes = write.requestBytes() + WRITE_WRAP_BYTES;
            if (batch.size() == mostWrites || bytes + writeBytes > MOST_REQUEST_BYTES) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = ENVELOPE_BYTES;
            }
            batch.add(write);
            bytes += writeBytes;
        }
        batches.add(batch);
    }
}
