package dev.darkroom.dynamodb.writing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Threads that take requests, have them written and settle their records. The first that fails ends them all. */
final class Workers {
    private final PendingWrites pending;
    private final IsolatingWriter writer;
    private final Rejections rejections;
    private final AtomicReference<@Nullable ConnectException> failure = new AtomicReference<>();
    private final List<Thread> threads;

    private Workers(String name, int count, PendingWrites pending, IsolatingWriter writer, Rejections rejections) {
        this.pending = pending;
        this.writer = writer;
        this.rejections = rejections;
        this.threads = IntStream.range(0, count)
                .mapToObj(number -> new Thread(this::work, name + "-" + number))
                .toList();
    }

    static Workers start(String name, int count, PendingWrites pending, IsolatingWriter writer, Rejections rejections) {
        Workers workers = new Workers(name, count, pending, writer, rejections);
        for (Thread thread : workers.threads) {
            thread.setDaemon(true);
            thread.start();
        }
        return workers;
    }

    boolean haveFailed() {
        return failure.get() != null;
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
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        threads.forEach(Thread::interrupt);
    }

    private void work() {
        while (true) {
            try {
                @Nullable Request request = pending.take();
                if (request == null) {
                    return;
                }
                write(request);
            } catch (InterruptedException e) {
                // Cut off. If the sink stops, there is nothing more to take; if not, only what was abandoned was lost.
            }
        }
    }

    private void write(Request request) throws InterruptedException {
        try {
            settle(request, writer.write(request));
        } catch (ConnectException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new ConnectException("Writing to table " + request.table() + " failed unexpectedly: " + e, e));
        } finally {
            pending.landed(request.flight());
        }
    }

    /** A write settles its record and those it stands for, but for those that were refused. */
    private void settle(Request request, List<Rejection> rejected) {
        if (rejected.isEmpty()) {
            request.writes().forEach(PendingWrite::confirmAll);
            return;
        }
        Set<Receipt> refused = new HashSet<>();
        rejected.forEach(rejection -> refused.add(rejection.receipt()));
        for (PendingWrite write : request.writes()) {
            for (@Nullable PendingWrite each = write; each != null; each = each.fallback()) {
                if (!refused.contains(each.receipt())) {
                    each.receipt().confirm();
                }
            }
        }
        rejected.forEach(rejections::add);
    }
}
