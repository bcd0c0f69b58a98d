package dev.darkroom.dynamodb.writing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Threads that take what is to be written, each with a {@link Worker}. The first that fails ends them all. */
final class Workers {
    private final PendingWrites pending;
    private final AtomicReference<@Nullable ConnectException> failure = new AtomicReference<>();
    private final List<Thread> threads;

    private Workers(String name, int count, PendingWrites pending, Supplier<Worker> workers) {
        this.pending = pending;
        this.threads = IntStream.range(0, count)
                .mapToObj(number -> thread(name + "-" + number, workers.get()))
                .toList();
    }

    /** @param workers makes one for each thread */
    static Workers start(String name, int count, PendingWrites pending, Supplier<Worker> workers) {
        Workers started = new Workers(name, count, pending, workers);
        started.threads.forEach(Thread::start);
        return started;
    }

    private Thread thread(String name, Worker worker) {
        Thread thread = new Thread(() -> work(worker), name);
        thread.setDaemon(true);
        return thread;
    }

    /** @throws ConnectException when one of them met what neither another attempt nor another record can help */
    void throwIfFailed() {
        @Nullable ConnectException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Ends them all; the next delivery tells Connect why. */
    void fail(ConnectException cause) {
        failure.compareAndSet(null, cause);
        pending.close();
    }

    /** Ends them; what is still under way after the time is cut off. */
    void stop(long nanos) throws InterruptedException {
        pending.close();
        long deadline = System.nanoTime() + nanos;
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void work(Worker worker) {
        while (true) {
            try {
                @Nullable Flight flight = pending.take();
                if (flight == null) {
                    return;
                }
                write(worker, flight);
            } catch (InterruptedException e) {
                // Cut off. If the sink stops, there is nothing more to take; if not, only what was abandoned was lost.
            }
        }
    }

    private void write(Worker worker, Flight flight) throws InterruptedException {
        try {
            worker.write(flight);
        } catch (ConnectException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new ConnectException(
                    "Writing to table "
                            + flight.writes().get(0).addressed().key().table() + " failed unexpectedly: " + e,
                    e));
        } finally {
            pending.landed(flight);
        }
    }
}
