package dev.darkroom.dynamodb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A record of an item's version, and the partition it is sent to. */
record Versioned(int partition, String id, int version) {
    /** Records of some items; those of one item are in one partition, so that Kafka keeps their order. */
    static List<Versioned> inOrder(int count, int items, int partitions, Random random) {
        List<Versioned> records = new ArrayList<>();
        for (int version = 0; version < count; version++) {
            int item = random.nextInt(items);
            records.add(new Versioned(item % partitions, "i%03d".formatted(item), version));
        }
        return records;
    }

    /** Records of some items in any order, each in any partition. */
    static List<Versioned> inAnyOrder(int count, int items, int partitions, Random random) {
        List<Versioned> records = new ArrayList<>();
        for (Versioned record : inOrder(count, items, partitions, random)) {
            records.add(new Versioned(random.nextInt(partitions), record.id(), record.version()));
        }
        Collections.shuffle(records, random);
        return records;
    }

    /** Versions by item when the records are written one after the other and the last one stays. */
    static Map<String, String> last(List<Versioned> records) {
        Map<String, String> versions = new TreeMap<>();
        records.forEach(record -> versions.put(record.id(), String.valueOf(record.version())));
        return versions;
    }

    /** Versions by item when the newest one stays. */
    static Map<String, String> newest(List<Versioned> records) {
        Map<String, Integer> versions = new TreeMap<>();
        records.forEach(record -> versions.merge(record.id(), record.version(), Math::max));
        Map<String, String> texts = new TreeMap<>();
        versions.forEach((id, version) -> texts.put(id, String.valueOf(version)));
        return texts;
    }

    String json() {
        return "{\"id\": \"" + id + "\", \"version\": " + version + "}";
    }
}
