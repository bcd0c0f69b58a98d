package dev.darkroom.imagestreaming;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
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
    private final FeedFilter filter;

    /** What it had missed when it came: kept by the history too, and so not counted. */
    private final Queue<LiveEvent> missed;

    /** Where its client was when it came; null once the feed is past that everywhere. */
    private @Nullable FeedPosition from;

    private @Nullable Ending ending;

    /**
     * Made by the thread that will send to the client.
     *
     * @param from where the client is
     * @param missed what it has missed
     */
    Listener(FeedFilter filter, FeedPosition from, List<LiveEvent> missed, Consumer<Listener> leave) {
        this.filter = filter;
        this.from = from;
        this.missed = new ArrayDeque<>(missed);
        this.leave = leave;
    }

    /** What to send next. */
    sealed interface Next {}

    /**
     * An image of the client's customer.
     *
     * @param behind whether so many are waiting that the client had better be sent less of each
     */
    record Image(LiveEvent event, boolean behind) implements Next {}

    /** Nothing happened for a while. */
    record Quiet() implements Next {}

    /** Nothing will come any more. */
    enum Ending implements Next {
        TOO_SLOW("The client did not keep up: it was left behind. Connect again with the last event's id."),
        SHUTDOWN("The service is going down. Connect again with the last event's id.");

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
            if (ending != null || !filter.wants(event.image()) || (from != null && event.isBefore(from))) {
                return;
            }
            if (waiting.size() == MOST_WAITING) {
                end(Ending.TOO_SLOW);
            } else {
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
            while (missed.isEmpty() && waiting.isEmpty() && ending == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (ending != null) {
                return ending;
            }
            LiveEvent event = missed.isEmpty() ? waiting.poll() : missed.remove();
            return event == null ? new Quiet() : new Image(placed(event), behind());
        } finally {
            lock.unlock();
        }
    }

    private LiveEvent placed(LiveEvent event) {
        if (from == null) {
            return event;
        }
        if (event.position().reaches(from)) {
            from = null;
            return event;
        }
        return event.seenFrom(from);
    }

    private boolean behind() {
        return waiting.size() > MOST_WAITING / 4;
    }

    /** Where a client is that has everything up to {@code feed}, and everything it had when it came. */
    FeedPosition seenFrom(FeedPosition feed) {
        lock.lock();
        try {
            return from == null ? feed : feed.max(from);
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
