package dev.darkroom.imagecollection.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.imagecollection.Documents;
import java.time.Duration;
import java.util.Optional;

/** The customers' webhooks. What one instance changes, the others know after {@link #AGE}. */
final class Registrations {
    static final Duration AGE = Duration.ofSeconds(10);

    private static final int MOST_CACHED = 10_000;

    private final Documents documents;
    private final Cache<String, Optional<Registration>> cache =
            Caffeine.newBuilder().maximumSize(MOST_CACHED).expireAfterWrite(AGE).build();

    Registrations(Documents documents) {
        this.documents = documents;
    }

    /** As it was up to {@link #AGE} ago. */
    Optional<Registration> find(String customerId) {
        return cache.get(customerId, this::findNow);
    }

    Optional<Registration> findNow(String customerId) {
        return documents.find(key(customerId)).map(Registration::of);
    }

    void put(String customerId, Registration registration) {
        documents.put(key(customerId), registration.document());
        cache.put(customerId, Optional.of(registration));
    }

    void delete(String customerId) {
        documents.delete(key(customerId));
        cache.put(customerId, Optional.empty());
    }

    private static String key(String customerId) {
        return "webhooks/" + customerId + ".json";
    }
}
