package dev.darkroom.imageprocessor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The memory that images may use at the same time: of the heap, and of the whole environment. */
final class MemoryBudget {
    private static final int UNIT_BYTES = 1024;
    private static final long OWN_HEAP_BYTES = 48L << 20;

    /** The JVM itself, the clients, and garbage. */
    private static final long OWN_BYTES = 320L << 20;

    private static final long LEAST_BYTES = 16L << 20;
    private static final long USUAL_MEGABYTES = 1769;

    private final int heapUnits;
    private final int units;
    private final Semaphore freeHeap;
    private final Semaphore free;

    MemoryBudget(Memory all) {
        this.heapUnits = units(all.heap());
        this.units = units(all.total());
        this.freeHeap = new Semaphore(heapUnits, true);
        this.free = new Semaphore(units, true);
    }

    /**
     * What there is besides the clients and the runtime. A whole picture is one array, which only the old generation has
     * room for: two thirds of the heap, unless NewRatio says otherwise. What native code takes comes on top, and all
     * of it has to fit into what Lambda gives, {@code AWS_LAMBDA_FUNCTION_MEMORY_SIZE}.
     */
    static MemoryBudget of(Map<String, String> environment) {
        long heap = Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 3 * 2 - OWN_HEAP_BYTES);
        long megabytes = Long.parseLong(
                environment.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(USUAL_MEGABYTES)));
        long total = Math.max(LEAST_BYTES, (megabytes << 20) - OWN_BYTES);
        return new MemoryBudget(new Memory(Math.min(heap, total), Math.max(0, total - Math.min(heap, total))));
    }

    private static int units(long bytes) {
        return Math.clamp(bytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
    }

    /** All there is, whoever holds it now. */
    Memory all() {
        long heap = (long) heapUnits * UNIT_BYTES;
        return new Memory(heap, (long) units * UNIT_BYTES - heap);
    }

    /** Whether so much could be had, were there no other image. */
    boolean holds(Memory wanted) {
        return wanted.heap() <= (long) heapUnits * UNIT_BYTES && wanted.total() <= (long) units * UNIT_BYTES;
    }

    /**
     * Waits for a share of the memory, at most all of it. All shares are taken in the same order, the heap's part first,
     * so that no two wait for each other.
     *
     * @throws RetryLaterException when it did not come free in time
     */
    Share share(Memory wanted, Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        int heap = (int) Math.min(heapUnits, wanted.heap() / UNIT_BYTES + 1);
        int total = (int) Math.min(units, wanted.total() / UNIT_BYTES + 1);
        if (!freeHeap.tryAcquire(heap, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw tooLate(wanted);
        }
        boolean acquired = false;
        try {
            acquired = free.tryAcquire(total, atMost.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        } finally {
            if (!acquired) {
                freeHeap.release(heap);
            }
        }
        if (!acquired) {
            throw tooLate(wanted);
        }
        return new Share(heap, total);
    }

    private static RetryLaterException tooLate(Memory wanted) {
        return new RetryLaterException("No memory came free for an image that needs " + wanted.total()
                + " bytes before the invocation's end: lower BatchSize or raise MemorySize");
    }

    /** Memory held until it is closed. */
    final class Share implements AutoCloseable {
        private final int heap;
        private final int total;

        private Share(int heap, int total) {
            this.heap = heap;
            this.total = total;
        }

        boolean covers(Memory wanted) {
            return wanted.heap() <= (long) heap * UNIT_BYTES && wanted.total() <= (long) total * UNIT_BYTES;
        }

        @Override
        public void close() {
            free.release(total);
            freeHeap.release(heap);
        }
    }
}
