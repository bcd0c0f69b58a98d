package dev.darkroom.imagestreaming;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Small variants' bytes, kept while they are asked for: read from the store once, however many ask at once, and checked
 * against their hash. Variants never change under their key, so nothing here goes stale.
 */
final class Variants {
    /** Larger ones are passed through. */
    static final long LARGEST_KEPT_BYTES = 2L << 20;

    private static final int MOST_READS = 16;

    private final VariantStore store;
    private final AsyncCache<StoredVariant, byte[]> kept;
    private final Semaphore reads = new Semaphore(MOST_READS);

    /** @param keptBytes what all together may have */
    Variants(VariantStore store, long keptBytes, MeterRegistry metrics) {
        this.store = store;
        Executor threads = Executors.newVirtualThreadPerTaskExecutor();
        kept = Caffeine.newBuilder()
                .maximumWeight(keptBytes)
                .weigher((StoredVariant variant, byte[] bytes) -> bytes.length + 500)
                .recordStats()
                .executor(threads)
                .buildAsync();
        CaffeineCacheMetrics.monitor(metrics, kept, "variants");
    }

    /**
     * A small variant's bytes, not to be changed.
     *
     * @return empty for one that is too large to be kept
     * @throws ProblemException 410 when they are gone, 503 when they cannot be read now
     */
    Optional<byte[]> small(StoredVariant variant) {
        if (variant.sizeBytes() > LARGEST_KEPT_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(kept.get(variant, this::read).join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw e;
        }
    }

    private byte[] read(StoredVariant variant) {
        reads.acquireUninterruptibly();
        try {
            return store.read(variant, LARGEST_KEPT_BYTES);
        } finally {
            reads.release();
        }
    }

    /** A variant's bytes as they come. */
    VariantStore.Opened open(StoredVariant variant, Optional<ByteRange> range) {
        return store.open(variant, range);
    }
}
