package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.Problem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps clients that stop reading from taking the service away from the others: bounds the variants being sent, in all
 * and to one customer, and cuts off one that stands still.
 */
final class Transfers {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore places;
    private final int mostPerCustomer;
    private final Duration longestStandstill;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    /**
     * @param most how many at once; fewer than the connections to S3, of which each holds one
     * @param mostPerCustomer how many of them for one customer
     * @param longestStandstill how long the client may take none of the bytes it is sent
     */
    Transfers(int most, int mostPerCustomer, Duration longestStandstill) {
        this.places = new Semaphore(most);
        this.mostPerCustomer = mostPerCustomer;
        this.longestStandstill = longestStandstill;
    }

    /**
     * Takes a place for what the calling thread is going to send.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when none is left, or none for this customer
     */
    Transfer begin(String customerId) {
        if (underWay.merge(customerId, 1, Integer::sum) > mostPerCustomer) {
            leave(customerId);
            throw tooMany();
        }
        if (!places.tryAcquire()) {
            leave(customerId);
            throw tooMany();
        }
        return new Transfer(customerId);
    }

    private void leave(String customerId) {
        underWay.computeIfPresent(customerId, (id, count) -> count == 1 ? null : count - 1);
    }

    private static RuntimeException tooMany() {
        return Problem.unavailable("Too many variants are being sent. Come again.", RETRY_AFTER)
                .exception();
    }

    /** One variant on its way to its client. */
    final class Transfer implements AutoCloseable {
        private final Thread sender = Thread.currentThread();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final String customerId;
        private volatile long lastProgress;

        private Transfer(String customerId) {
            this.customerId = customerId;
        }

        /** Watches what is written to {@code out} from now on. */
        OutputStream watch(OutputStream out) {
            lastProgress = System.nanoTime();
            Thread.ofVirtual().start(this::cutOffWhenStandingStill);
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    lastProgress = System.nanoTime();
                }
            };
        }

        /** Interrupting a virtual thread that writes to a socket closes the socket. */
        private void cutOffWhenStandingStill() {
            try {
                long left = longestStandstill.toNanos();
                while (!closed.await(left, TimeUnit.NANOSECONDS)) {
                    left = longestStandstill.toNanos() - (System.nanoTime() - lastProgress);
                    if (left <= 0) {
                        sender.interrupt();
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            closed.countDown();
            places.release();
            leave(customerId);
        }
    }
}
