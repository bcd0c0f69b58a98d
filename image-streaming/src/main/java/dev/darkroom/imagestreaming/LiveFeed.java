package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** Passes each finished image to its customer's listeners. Never waits for any of them. */
final class LiveFeed implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Map<String, Set<Listener>> listeners = new HashMap<>();
    private final FeedHistory history;
    private final Semaphore places;
    private final int mostListeners;
    private final ReentrantLock lock = new ReentrantLock();
    private FeedPosition position = FeedPosition.start();

    /** What came before this is not new to anybody. */
    private FeedPosition live = FeedPosition.start();

    private boolean closed;

    /** @param historyCharacters how much of the past is kept */
    LiveFeed(int mostListeners, long historyCharacters) {
        this.mostListeners = mostListeners;
        places = new Semaphore(mostListeners);
        history = new FeedHistory(historyCharacters);
    }

    /** Has a partition begin at {@code offset}; what comes before {@code liveOffset} is past already. */
    void begin(FeedPosition.Topic topic, int partition, long offset, long liveOffset) {
        lock.lock();
        try {
            history.beginAt(topic, partition, offset);
            position = position.with(topic, partition, offset);
            live = live.with(topic, partition, liveOffset);
        } finally {
            lock.unlock();
        }
    }

    /** Passes an image on, the next of its partition. */
    void publish(FeedPosition.Topic topic, int partition, long offset, FinishedImage image) {
        lock.lock();
        try {
            LiveEvent event = LiveEvent.at(position, topic, partition, offset, image);
            history.add(event);
            listeners.getOrDefault(image.customerId(), Set.of()).forEach(listener -> listener.offer(event));
            position = event.position();
        } finally {
            lock.unlock();
        }
    }

    /** Passes over what is no image. */
    void skip(FeedPosition.Topic topic, int partition, long offset) {
        lock.lock();
        try {
            position = position.with(topic, partition, offset + 1);
        } finally {
            lock.unlock();
        }
    }

    /** Up to where everything was passed to those who listen. */
    FeedPosition position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** Up to where everything is past, even what is still to be read. */
    FeedPosition livePosition() {
        lock.lock();
        try {
            return position.max(live);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a place for someone who is going to listen, given back with the listener.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when too many listen already
     */
    void takePlace() {
        if (!places.tryAcquire()) {
            throw Problem.unavailable("Too many are listening. Come again.", RETRY_AFTER)
                    .exception();
        }
    }

    void givePlaceBack() {
        places.release();
    }

    int listeners() {
        return mostListeners - places.availablePermits();
    }

    /**
     * Begins to listen, until the listener is closed.
     *
     * @param from where the client is
     * @return empty when it misses more than is kept here
     */
    Optional<Listener> join(String customerId, FeedFilter filter, FeedPosition from) {
        lock.lock();
        try {
            if (!history.covers(from)) {
                return Optional.empty();
            }
            Listener listener = new Listener(
                    filter, from, history.since(from, customerId, filter), gone -> leave(customerId, gone));
            listeners.computeIfAbsent(customerId, id -> new HashSet<>()).add(listener);
            if (closed) {
                listener.end(Listener.Ending.SHUTDOWN);
            }
            return Optional.of(listener);
        } finally {
            lock.unlock();
        }
    }

    private void leave(String customerId, Listener listener) {
        lock.lock();
        try {
            listeners.computeIfPresent(customerId, (id, all) -> {
                all.remove(listener);
                return all.isEmpty() ? null : all;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Tells all listeners that it is over. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            listeners.values().forEach(all -> all.forEach(listener -> listener.end(Listener.Ending.SHUTDOWN)));
        } finally {
            lock.unlock();
        }
    }
}
