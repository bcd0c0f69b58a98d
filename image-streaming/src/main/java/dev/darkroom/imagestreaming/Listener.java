package dev.darkroom.imagestreaming;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client of the live feed: what is waiting for it, up to {@value #MOST_WAITING} events. A client that lets more pile
 * up is dropped; it may come again.
 */
final class Listener implements AutoCloseable {
    static final int MOST_WAITING = 256;

    /** A dropped client that does not even take its last event for so long is cut off. */
    private static final Duration LAST_WORD = Duration.ofSeconds(30);

    private final Thread sender = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Consumer<Listener> leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<LiveEvent> waiting = new ArrayDeque<>();
    private @Nullable Ending ending;

    /** Made by the thread that will send to the client. */
    Listener(Consumer<Listener> leave) {
        this.leave = leave;
    }

    /** What to send next. */
    sealed interface Next {}

    /** An image of the client's customer. */
    record Image(LiveEvent event) implements Next {}

    /** Nothing happened for a while. */
    record Quiet() implements Next {}

    /** Nothing will come any more. */
    enum Ending implements Next {
        TOO_SLOW("The client did not keep up: events were left out. Connect again."),
        SHUTDOWN("The service is going down. Connect again.");

        private final String detail;

        Ending(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    void offer(LiveEvent event) {
        lock.lock();
        try {
            if (ending == null && waiting.size() == MOST_WAITING) {
                end(Ending.TOO_SLOW);
            } else if (ending == null) {
                waiting.add(event);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void end(Ending reason) {
        lock.lock();
        try {
            if (ending == null) {
                ending = reason;
                waiting.clear();
                changed.signal();
                Thread.ofVirtual().start(this::cutOffUnlessClosed);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupting a thread that writes to a socket closes the socket. */
    private void cutOffUnlessClosed() {
        try {
            if (!closed.await(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to send, {@code longest} at most. */
    Next next(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (waiting.isEmpty() && ending == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (ending != null) {
                return ending;
            }
            LiveEvent event = waiting.poll();
            return event == null ? new Quiet() : new Image(event);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        leave.accept(this);
    }
}
