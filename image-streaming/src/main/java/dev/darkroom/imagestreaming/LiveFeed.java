package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Passes each finished image to its customer's listeners. Never waits for any of them. */
final class LiveFeed implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Map<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final Semaphore places;
    private volatile boolean closed;

    LiveFeed(int mostListeners) {
        places = new Semaphore(mostListeners);
    }

    /**
     * Begins to listen, until the listener is closed.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when too many listen already
     */
    Listener listen(String customerId) {
        if (!places.tryAcquire()) {
            throw Problem.unavailable("Too many are listening. Come again.", RETRY_AFTER)
                    .exception();
        }
        Listener listener = new Listener(gone -> leave(customerId, gone));
        listeners.compute(customerId, (id, others) -> {
            Set<Listener> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(listener);
            return all;
        });
        if (closed) {
            listener.end(Listener.Ending.SHUTDOWN);
        }
        return listener;
    }

    private void leave(String customerId, Listener listener) {
        listeners.computeIfPresent(customerId, (id, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
        places.release();
    }

    void publish(LiveEvent event) {
        listeners.getOrDefault(event.image().customerId(), Set.of()).forEach(listener -> listener.offer(event));
    }

    /** Tells all listeners that it is over. */
    @Override
    public void close() {
        closed = true;
        listeners.values().forEach(all -> all.forEach(listener -> listener.end(Listener.Ending.SHUTDOWN)));
    }
}
