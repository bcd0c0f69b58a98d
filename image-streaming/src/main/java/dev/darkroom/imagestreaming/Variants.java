package dev.darkroom.imagestreaming;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Variants' bytes, kept while they are asked for: read from the store once, however many ask at once. Variants never
 * change under their key, so nothing here goes stale. What is sent to slow clients keeps its memory when it makes room for
 * others; when as much is in use so as may be kept, variants pass through instead.
 */
final class Variants {
    /** Small ones are known to be right before their first byte is sent, and go along in the feed. */
    static final long LARGEST_SMALL_BYTES = 2L << 20;

    /** Larger ones are passed through. API Gateway's largest answer has 10 MB. */
    private static final long LARGEST_KEPT_BYTES = 16L << 20;

    private static final int MOST_READS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VariantStore store;
    private final long largestKept;
    private final Semaphore freeKibibytes;
    private final Semaphore reads = new Semaphore(MOST_READS);
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<StoredVariant, KeptVariant> kept;

    /** @param keptBytes what all together may have, and once more what is still being sent */
    Variants(VariantStore store, long keptBytes, MeterRegistry metrics) {
        this.store = store;
        this.largestKept = Math.min(LARGEST_KEPT_BYTES, keptBytes / 4);
        this.freeKibibytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, 2 * (keptBytes >> 10)));
        kept = Caffeine.newBuilder()
                .maximumWeight(keptBytes)
                .weigher((StoredVariant variant, KeptVariant bytes) -> bytes.sizeBytes() + 500)
                .removalListener((@Nullable StoredVariant variant, @Nullable KeptVariant bytes, RemovalCause cause) -> {
                    if (bytes != null) {
                        bytes.close();
                    }
                })
                .recordStats()
                .executor(threads)
                .build();
        CaffeineCacheMetrics.monitor(metrics, kept, "variants");
        metrics.gauge("darkroom.variants.memory.free.bytes", freeKibibytes, free -> 1024.0 * free.availablePermits());
    }

    /**
     * A variant's bytes in memory, to be closed; they may still be on their way there.
     *
     * @param all whether all of them are wanted
     * @return empty for one that is too large to be kept, or while there is no memory for it, or where only a part of a
     *     large one is wanted that is not there
     */
    Optional<KeptVariant> kept(StoredVariant variant, boolean all) {
        if (variant.sizeBytes() > largestKept) {
            return Optional.empty();
        }
        KeptVariant bytes = kept.getIfPresent(variant);
        if (bytes == null && (all || small(variant))) {
            bytes = kept.asMap().compute(variant, this::begin);
        }
        return Optional.ofNullable(bytes).filter(KeptVariant::retain);
    }

    static boolean small(StoredVariant variant) {
        return variant.sizeBytes() <= LARGEST_SMALL_BYTES;
    }

    private @Nullable KeptVariant begin(StoredVariant variant, @Nullable KeptVariant begun) {
        if (begun != null) {
            return begun;
        }
        int kibibytes = (int) (variant.sizeBytes() >> 10) + 1;
        if (!freeKibibytes.tryAcquire(kibibytes)) {
            return null;
        }
        KeptVariant bytes = new KeptVariant(variant, () -> freeKibibytes.release(kibibytes));
        bytes.retain();
        threads.execute(() -> read(variant, bytes));
        return bytes;
    }

    /** Whoever waits for the bytes is told why they do not come; whoever asks next has them read again. */
    private void read(StoredVariant variant, KeptVariant bytes) {
        try (bytes) {
            if (!reads.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw Problem.unavailable("Too many variants are being read. Come again.", PATIENCE)
                        .exception();
            }
            try {
                bytes.readFrom(store);
            } finally {
                reads.release();
            }
        } catch (InterruptedException | ProblemException e) {
            kept.asMap().remove(variant, bytes);
            bytes.fail(e);
        }
    }

    /** A variant's bytes as they come. */
    VariantStore.Opened open(StoredVariant variant, Optional<ByteRange> range) {
        return store.open(variant, range);
    }
}
