package dev.darkroom.topology.tracking;

import dev.darkroom.topology.admission.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The customers' profiles, out of the global store {@code customers}. They are kept there as they came: Kafka Streams has
 * no dead letters for global stores, and would stop at a profile that cannot be read. Such a one is set aside here, once
 * as long as the task runs, and its customer treated as one without a profile until a better one comes.
 */
public final class Profiles {
    public static final String STORE = "customers";

    private static final int MOST_AT_HAND = 10_000;

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Codecs codecs;
    private final Unreadable unreadable;
    private final Map<String, Read> atHand = new HashMap<>();

    /** Told of a profile that cannot be read. */
    interface Unreadable {
        void setAside(String customerId, byte[] profile, Exception cause);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content, where it is
    private record Read(byte[] bytes, Profile profile) {}

    Profiles(ReadOnlyKeyValueStore<String, byte[]> store, Codecs codecs, Unreadable unreadable) {
        this.store = store;
        this.codecs = codecs;
        this.unreadable = unreadable;
    }

    /** @throws dev.darkroom.schemas.registry.SchemaRegistryException when the registry is away */
    Profile of(String customerId) {
        byte @Nullable [] bytes = store.get(customerId);
        if (bytes == null) {
            return Profile.NONE;
        }
        Read read = atHand.get(customerId);
        if (read == null || !Arrays.equals(read.bytes(), bytes)) {
            if (atHand.size() >= MOST_AT_HAND) {
                atHand.clear();
            }
            read = new Read(bytes, read(customerId, bytes));
            atHand.put(customerId, read);
        }
        return read.profile();
    }

    private Profile read(String customerId, byte[] bytes) {
        try {
            return Profile.of(codecs.profile(bytes));
        } catch (SerializationException e) {
            unreadable.setAside(customerId, bytes, e);
            return Profile.NONE;
        }
    }
}
