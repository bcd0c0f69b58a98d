package dev.darkroom.imagecollection.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.imagecollection.Documents;
import java.time.Duration;
import java.util.Optional;

/** The customers' webhooks. What one instance changes, the others know after {@link #AGE}. */
final class Registrations {
    static final Duration AGE = Duration.ofSeconds(10);

    private static final String URL = "url";
    private static final String GENERATION = "generation";
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
        return documents.find(key(customerId)).filter(Registrations::stands).map(Registration::of);
    }

    private static boolean stands(ObjectNode document) {
        return document.has(URL);
    }

    /** Which secret a webhook gets: the one it has; after its end, one that was never used. */
    int generation(String customerId) {
        return documents
                .find(key(customerId))
                .map(document -> document.path(GENERATION).asInt())
                .orElse(1);
    }

    void put(String customerId, Registration registration) {
        documents.put(key(customerId), registration.document());
        cache.put(customerId, Optional.of(registration));
    }

    /** Ends it. What stays is only which secret comes next, so that one that got about never counts again. */
    void delete(String customerId) {
        findNow(customerId)
                .ifPresent(ended -> documents.put(
                        key(customerId),
                        JsonNodeFactory.instance.objectNode().put(GENERATION, ended.generation() + 1)));
        cache.put(customerId, Optional.empty());
    }

    private static String key(String customerId) {
        return "webhooks/" + customerId + ".json";
    }
}
