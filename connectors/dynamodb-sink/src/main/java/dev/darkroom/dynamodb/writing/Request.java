package dev.darkroom.dynamodb.writing;

import java.util.List;

/**
 * Writes that go to DynamoDB together: all of one table, no item twice.
 *
 * @param flight of the writes that were taken together, of which these are all or a part
 * @param writes at least one
 */
record Request(Flight flight, List<MappedWrite> writes) {
    Request {
        writes = List.copyOf(writes);
    }

    String table() {
        return writes.get(0).write().key().table();
    }

    Request with(List<MappedWrite> part) {
        return new Request(flight, part);
    }
}
