package dev.darkroom.topology.tracking;

import dev.darkroom.topology.admission.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The customers' profiles, out of the global store {@code customers}. They are kept there as they came: Kafka Streams has
 * no dead letters for global stores, and would stop at a profile that cannot be read. Such a one is set aside here, once
 * as long as the task runs, and the last that was in force before it stays so: its limits and quota must not fall away
 * because somebody wrote a bad one. The last good one is kept in the index, where it survives the topic's compaction.
 */
public final class Profiles {
    public static final String STORE = "customers";

    private static final char LAST_GOOD = 'p';
    private static final int MOST_AT_HAND = 10_000;

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Index index;
    private final Codecs codecs;
    private final Unreadable unreadable;
    private final Map<String, Read> atHand = new HashMap<>();

    /** Told of a profile that cannot be read. */
    interface Unreadable {
        void setAside(String customerId, byte[] profile, Exception cause);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content, where it is
    private record Read(byte @Nullable [] bytes, Profile profile) {}

    Profiles(ReadOnlyKeyValueStore<String, byte[]> store, Index index, Codecs codecs, Unreadable unreadable) {
        this.store = store;
        this.index = index;
        this.codecs = codecs;
        this.unreadable = unreadable;
    }

    /** @throws dev.darkroom.schemas.registry.SchemaRegistryException when the registry is away */
    Profile of(String customerId) {
        byte @Nullable [] bytes = store.get(customerId);
        Read read = atHand.get(customerId);
        if (read == null || !Arrays.equals(read.bytes(), bytes)) {
            if (atHand.size() >= MOST_AT_HAND) {
                atHand.clear();
            }
            read = new Read(bytes, bytes == null ? none(customerId) : read(customerId, bytes));
            atHand.put(customerId, read);
        }
        return read.profile();
    }

    private Profile none(String customerId) {
        index.marked(LAST_GOOD, customerId).ifPresent(good -> index.unmark(LAST_GOOD, customerId));
        return Profile.NONE;
    }

    private Profile read(String customerId, byte[] bytes) {
        Optional<byte[]> lastGood = index.marked(LAST_GOOD, customerId);
        try {
            Profile profile = Profile.of(codecs.profile(bytes));
            if (lastGood.filter(good -> Arrays.equals(good, bytes)).isEmpty()) {
                index.mark(LAST_GOOD, customerId, bytes);
            }
            return profile;
        } catch (SerializationException e) {
            unreadable.setAside(customerId, bytes, e);
            return lastGood.map(good -> Profile.of(codecs.profile(good))).orElse(Profile.NONE);
        }
    }
}
