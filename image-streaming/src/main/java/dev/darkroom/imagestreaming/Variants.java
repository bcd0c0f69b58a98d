package dev.darkroom.imagestreaming;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

    private static final int MOST_SMALL_READS = 16;
    private static final int MOST_LARGE_READS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VariantStore store;
    private final long largestKept;
    private final int kibibytes;
    private final Semaphore freeKibibytes;
    private final Semaphore smallReads = new Semaphore(MOST_SMALL_READS);
    private final Semaphore largeReads = new Semaphore(MOST_LARGE_READS);
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Counter passedThrough;
    private final ReentrantLock lock = new ReentrantLock();

    /** Those being read; with {@link #lock} held. */
    private final Map<StoredVariant, KeptVariant> underWay = new HashMap<>();

    /** Those that were read and are right; what is here is retained. */
    private final Cache<StoredVariant, KeptVariant> kept;

    /** @param keptBytes what all together may have, and once more what is still being sent */
    Variants(VariantStore store, long keptBytes, MeterRegistry metrics) {
        this.store = store;
        this.largestKept = Math.min(LARGEST_KEPT_BYTES, keptBytes / 4);
        this.kibibytes = (int) Math.min(Integer.MAX_VALUE, 2 * (keptBytes >> 10));
        this.freeKibibytes = new Semaphore(kibibytes);
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
        passedThrough = metrics.counter("darkroom.variants.passed.through");
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
        KeptVariant there = kept.getIfPresent(variant);
        if (there != null && there.retain()) {
            return Optional.of(there);
        }
        lock.lock();
        try {
            // What is read to its end is kept first and then not under way any more.
            KeptVariant read = underWay.containsKey(variant)
                    ? underWay.get(variant)
                    : kept.asMap().get(variant);
            if (read != null && read.retain()) {
                return Optional.of(read);
            }
            return all || small(variant) ? begin(variant) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    static boolean small(StoredVariant variant) {
        return variant.sizeBytes() <= LARGEST_SMALL_BYTES;
    }

    private Optional<KeptVariant> begin(StoredVariant variant) {
        int size = (int) (variant.sizeBytes() >> 10) + 1;
        // The last quarter is for small ones, and a large one passes through sooner than it waits.
        boolean room = small(variant)
                ? freeKibibytes.tryAcquire(size)
                : freeKibibytes.availablePermits() - size >= kibibytes / 4
                        && largeReads.tryAcquire()
                        && (freeKibibytes.tryAcquire(size) || giveBack(largeReads));
        if (!room) {
            passedThrough.increment();
            return Optional.empty();
        }
        KeptVariant bytes = new KeptVariant(variant, () -> freeKibibytes.release(size));
        bytes.retain();
        underWay.put(variant, bytes);
        threads.execute(() -> read(variant, bytes));
        return Optional.of(bytes);
    }

    private static boolean giveBack(Semaphore place) {
        place.release();
        return false;
    }

    private void read(StoredVariant variant, KeptVariant bytes) {
        try {
            if (small(variant)) {
                readSmall(bytes);
            } else {
                readLarge(bytes);
            }
            kept.put(variant, bytes);
            noLongerUnderWay(variant, bytes);
        } catch (InterruptedException | IOException | RuntimeException | Error e) {
            // Whatever it was, nobody may wait for ever; and whoever asks once told has it read again.
            noLongerUnderWay(variant, bytes);
            bytes.fail(e);
            bytes.close();
        }
    }

    private void readSmall(KeptVariant bytes) throws InterruptedException, IOException {
        if (!smallReads.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw Problem.unavailable("Too many variants are being read. Come again.", PATIENCE)
                    .exception();
        }
        try {
            bytes.readFrom(store);
        } finally {
            smallReads.release();
        }
    }

    private void readLarge(KeptVariant bytes) throws IOException {
        try {
            bytes.readFrom(store);
        } finally {
            largeReads.release();
        }
    }

    private void noLongerUnderWay(StoredVariant variant, KeptVariant bytes) {
        lock.lock();
        try {
            underWay.remove(variant, bytes);
        } finally {
            lock.unlock();
        }
    }

    /** A variant's bytes as they come. */
    VariantStore.Opened open(StoredVariant variant, Optional<ByteRange> range) {
        return store.open(variant, range);
    }
}
