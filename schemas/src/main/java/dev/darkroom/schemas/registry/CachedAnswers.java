package dev.darkroom.schemas.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * Asks one question of each kind once. Answers never change and stay while there is room; refusals are believed for a
 * while, so that a flood of records nobody can read is not a flood of requests; outages are not remembered.
 */
final class CachedAnswers<K, V> {
    private final Cache<K, V> answers;
    private final Cache<K, SchemaRegistryException> refusals;
    private final Function<K, V> question;

    CachedAnswers(GlueSettings settings, Function<K, V> question) {
        this.answers = Caffeine.newBuilder()
                .maximumSize(settings.cacheSize())
                .executor(Runnable::run)
                .build();
        this.refusals = Caffeine.newBuilder()
                .maximumSize(settings.cacheSize())
                .expireAfterWrite(settings.unknownFor())
                .executor(Runnable::run)
                .build();
        this.question = question;
    }

    V get(K key) {
        V known = answers.getIfPresent(key);
        return known != null ? known : answers.get(key, this::ask);
    }

    private V ask(K key) {
        SchemaRegistryException refusal = refusals.getIfPresent(key);
        if (refusal != null) {
            throw refusal;
        }
        try {
            return question.apply(key);
        } catch (SchemaRegistryException e) {
            if (!e.retriable()) {
                refusals.put(key, e);
            }
            throw e;
        }
    }
}
