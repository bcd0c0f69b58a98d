package dev.darkroom.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Random records of some partitions, and the items that they make when each is written in order. */
final class SequentialModel {
    static final int PARTITIONS = 3;
    private static final int RECORDS = 240;
    private static final int KEYS = 30;

    /** A way of writing, with the options it takes. */
    enum Scenario {
        PUT(Map.of("tombstones", "delete")),
        INSERT(Map.of("write.mode", "insert", "tombstones", "ignore")),
        NEWER_VALUE(Map.of("newer.wins.by", "value.version", "tombstones", "ignore")),
        NEWER_OFFSET(Map.of("newer.wins.by", "record.offset", "tombstones", "ignore")),
        UPDATE(Map.of("write.mode", "update", "nulls", "remove", "tombstones", "delete")),
        COUNT(Map.of(
                "write.mode", "update",
                "update.add.fields", "count",
                "newer.wins.by", "record.offset",
                "tombstones", "ignore"));

        // Map.of makes it, which cannot be changed.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Map<String, String> options;

        Scenario(Map<String, String> options) {
            this.options = options;
        }

        /** Whether a write that DynamoDB makes long after it was given up, and made again, does no harm. */
        boolean standsLateWrites() {
            return options.containsKey("newer.wins.by") || this == INSERT;
        }

        /** Whether versions order the records of a key, from whichever partition they come. */
        private boolean ordersKeysByItself() {
            return this == NEWER_VALUE;
        }
    }

    private final Scenario scenario;
    private final Random random;
    private final List<List<SinkRecord>> partitions = new ArrayList<>();
    private final Map<String, Map<String, String>> items = new TreeMap<>();
    private final Set<String> bad = new TreeSet<>();
    private final Set<String> unmappable = new TreeSet<>();

    private SequentialModel(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.random = new Random(seed);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    static SequentialModel of(Scenario scenario, long seed) {
        SequentialModel model = new SequentialModel(scenario, seed);
        for (int number = 1; number <= RECORDS; number++) {
            model.add(number);
        }
        return model;
    }

    Map<String, String> options() {
        return scenario.options;
    }

    boolean standsLateWrites() {
        return scenario.standsLateWrites();
    }

    /** The records of a partition, in the order of their offsets, which are their places in the list. */
    List<SinkRecord> records(int partition) {
        return partitions.get(partition);
    }

    /** Attributes as text, by the items' keys. */
    Map<String, Map<String, String>> items() {
        return items;
    }

    /** Partition and offset of each record that DynamoDB or the mapping refuses. */
    Set<String> bad() {
        return bad;
    }

    /** Those of the bad ones that the mapping refuses, and so are found whatever becomes of others of their key. */
    Set<String> unmappable() {
        return unmappable;
    }

    static String nameOf(SinkRecord record) {
        return record.kafkaPartition() + "@" + record.kafkaOffset();
    }

    private void add(int number) {
        int keyNumber = random.nextInt(KEYS);
        String key = "k%02d".formatted(keyNumber);
        int partition = scenario.ordersKeysByItself() ? random.nextInt(PARTITIONS) : keyNumber % PARTITIONS;
        switch (random.nextInt(12)) {
            case 0 -> {
                record(partition, key, null);
                if ("delete".equals(scenario.options.get("tombstones"))) {
                    items.remove(key);
                }
            }
            case 1 -> bad.add(nameOf(record(partition, key, Map.of("poison", true, "version", number))));
            case 2 -> {
                SinkRecord record = record(partition, key, "not a map");
                bad.add(nameOf(record));
                unmappable.add(nameOf(record));
            }
            default -> good(partition, key, number);
        }
    }

    private void good(int partition, String key, int number) {
        Map<String, @Nullable Object> value = new HashMap<>();
        value.put("number", number);
        value.put("version", scenario.ordersKeysByItself() ? versionOf(number) : number);
        if (random.nextBoolean()) {
            value.put("sometimes", number);
        }
        if (random.nextInt(4) == 0) {
            value.put("removed", null);
        } else {
            value.put("removed", number);
        }
        if (scenario == Scenario.COUNT) {
            value.put("count", 1 + random.nextInt(5));
        }
        SinkRecord record = record(partition, key, value);
        apply(key, value, record);
    }

    /** Each number once, in an order of its own. */
    private static int versionOf(int number) {
        return number * 101 % 7919;
    }

    private void apply(String key, Map<String, @Nullable Object> value, SinkRecord record) {
        @Nullable Map<String, String> there = items.get(key);
        switch (scenario) {
            case PUT -> items.put(key, textOf(value));
            case INSERT -> items.putIfAbsent(key, textOf(value));
            case NEWER_VALUE -> {
                if (there == null || Integer.parseInt(there.getOrDefault("version", "0")) < number(value, "version")) {
                    items.put(key, textOf(value));
                }
            }
            case NEWER_OFFSET -> {
                Map<String, String> item = textOf(value);
                item.put("record_offset", String.valueOf(record.kafkaOffset()));
                items.put(key, item);
            }
            case UPDATE -> update(key, value);
            case COUNT -> {
                String before = there == null ? "0" : there.getOrDefault("count", "0");
                Map<String, String> item = update(key, value);
                item.put("record_offset", String.valueOf(record.kafkaOffset()));
                item.put("count", String.valueOf(Integer.parseInt(before) + number(value, "count")));
            }
        }
    }

    private Map<String, String> update(String key, Map<String, @Nullable Object> value) {
        Map<String, String> item = items.computeIfAbsent(key, absent -> new TreeMap<>());
        item.putAll(textOf(value));
        if (scenario == Scenario.UPDATE && value.get("removed") == null) {
            item.remove("removed");
        }
        return item;
    }

    private static int number(Map<String, @Nullable Object> value, String name) {
        return (int) Objects.requireNonNull(value.get(name));
    }

    private static Map<String, String> textOf(Map<String, @Nullable Object> value) {
        Map<String, String> text = new TreeMap<>();
        value.forEach((name, each) -> {
            if (each != null) {
                text.put(name, each.toString());
            }
        });
        return text;
    }

    private SinkRecord record(int partition, String key, @Nullable Object value) {
        List<SinkRecord> records = partitions.get(partition);
        SinkRecord record = new SinkRecord(
                "images", partition, null, key, null, value, records.size(), 0L, TimestampType.CREATE_TIME);
        records.add(record);
        return record;
    }
}
