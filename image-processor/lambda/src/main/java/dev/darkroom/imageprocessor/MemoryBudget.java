package dev.darkroom.imageprocessor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The heap that images may use at the same time. An image that asks for more than there is at all waits until it has
 * everything to itself, and then is tried: estimates are cautious.
 */
final class MemoryBudget {
    private static final int UNIT_BYTES = 1024;
    private static final long OWN_BYTES = 48L << 20;
    private static final long LEAST_BYTES = 16L << 20;

    private final int units;
    private final Semaphore free;

    MemoryBudget(long bytes) {
        this.units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT_BYTES));
        this.free = new Semaphore(units, true);
    }

    /** What the heap holds besides the clients and the runtime. */
    static MemoryBudget ofHeap() {
        return new MemoryBudget(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() - OWN_BYTES));
    }

    /**
     * Does the work once its share of the memory is free.
     *
     * @throws RetryLaterException when it did not come free in time
     */
    <T> T with(long bytes, Duration atMost, Supplier<T> work) throws InterruptedException {
        int wanted = (int) Math.min(units, bytes / UNIT_BYTES + 1);
        if (!free.tryAcquire(wanted, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RetryLaterException("No memory came free for an image that needs " + bytes
                    + " bytes before the invocation's end: lower BatchSize or raise MemorySize");
        }
        try {
            return work.get();
        } finally {
            free.release(wanted);
        }
    }
}
