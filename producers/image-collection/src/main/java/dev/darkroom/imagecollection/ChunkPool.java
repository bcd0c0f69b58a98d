package dev.darkroom.imagecollection;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The memory for bodies on their way to the store, in chunks of 64 KiB, bounded for the whole service and used again. */
final class ChunkPool {
    static final int CHUNK_BYTES = 64 << 10;

    private final Semaphore free;
    private final int all;
    private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();

    /** @param bytes what all chunks together may have; at least one chunk */
    ChunkPool(long bytes) {
        all = Math.toIntExact(Math.max(1, bytes / CHUNK_BYTES));
        free = new Semaphore(all);
    }

    /** A chunk, with whatever was in it; null when none comes free within {@code patience}. */
    byte @Nullable [] take(Duration patience) {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        byte[] chunk = kept.poll();
        return chunk == null ? new byte[CHUNK_BYTES] : chunk;
    }

    void give(byte[] chunk) {
        kept.add(chunk);
        free.release();
    }

    /** A chunk at once; null when it would be of the last quarter, which is for those who cannot do without. */
    byte @Nullable [] takeSpare() {
        return free.availablePermits() <= all / 4 ? null : take(Duration.ZERO);
    }

    /** How many bytes are taken now. */
    long takenBytes() {
        return (long) (all - free.availablePermits()) * CHUNK_BYTES;
    }
}
