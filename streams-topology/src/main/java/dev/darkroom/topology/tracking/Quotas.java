package dev.darkroom.topology.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The store {@code quotas}: how many images each customer with a quota has had accepted on a day (UTC). */
final class Quotas {
    static final String STORE = "quotas";

    private final KeyValueStore<String, Long> store;

    Quotas(KeyValueStore<String, Long> store) {
        this.store = store;
    }

    /** Counts one more image if the quota allows it. */
    boolean take(String customerId, Instant day, long quota) {
        String key = key(customerId, day);
        Long taken = store.get(key);
        long before = taken == null ? 0 : taken;
        if (before >= quota) {
            return false;
        }
        store.put(key, before + 1);
        return true;
    }

    /** Forgets days that are over for longer than any upload takes to arrive. */
    void forgetBefore(Instant day) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key.compareTo(date(day)) < 0) {
                    old.add(entry.key);
                }
            });
        }
        old.forEach(store::delete);
    }

    private static String key(String customerId, Instant day) {
        return date(day) + "/" + customerId;
    }

    private static String date(Instant day) {
        return LocalDate.ofInstant(day, ZoneOffset.UTC).toString();
    }
}
