package dev.darkroom.dynamodb.writing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last write to each item among those added; BatchWriteItem refuses a batch that names an item twice. */
final class LatestWrites {
    private final Map<ItemKey, Write> byKey = new LinkedHashMap<>();

    void add(Write write) {
        byKey.merge(write.key(), write, (earlier, later) -> later.superseding(earlier));
    }

    Collection<Write> all() {
        return byKey.values();
    }
}
