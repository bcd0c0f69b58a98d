package dev.darkroom.imageprocessor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The heap that images may use at the same time. */
final class MemoryBudget {
    private static final int UNIT_BYTES = 1024;
    private static final long OWN_BYTES = 48L << 20;
    private static final long LEAST_BYTES = 16L << 20;

    private final int units;
    private final Semaphore free;

    MemoryBudget(long bytes) {
        this.units = Math.clamp(bytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    /**
     * What the heap holds besides the clients and the runtime. A whole picture is one array, which only the old
     * generation has room for: two thirds of the heap, unless NewRatio says otherwise.
     */
    static MemoryBudget ofHeap() {
        return new MemoryBudget(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 3 * 2 - OWN_BYTES));
    }

    /** All there is, whoever holds it now. */
    long bytes() {
        return (long) units * UNIT_BYTES;
    }

    /**
     * Waits for a share of the memory, at most all of it.
     *
     * @throws RetryLaterException when it did not come free in time
     */
    Share share(long bytes, Duration atMost) throws InterruptedException {
        int wanted = (int) Math.min(units, bytes / UNIT_BYTES + 1);
        if (!free.tryAcquire(wanted, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RetryLaterException("No memory came free for an image that needs " + bytes
                    + " bytes before the invocation's end: lower BatchSize or raise MemorySize");
        }
        return new Share(wanted);
    }

    /** Memory held until it is closed. */
    final class Share implements AutoCloseable {
        private final int held;

        private Share(int held) {
            this.held = held;
        }

        boolean covers(long bytes) {
            return bytes <= (long) held * UNIT_BYTES;
        }

        @Override
        public void close() {
            free.release(held);
        }
    }
}
