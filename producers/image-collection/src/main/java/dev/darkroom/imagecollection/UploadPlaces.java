package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many uploads may be under way, in all and of one customer, so that none takes the service from the others. */
final class UploadPlaces {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore places;
    private final int mostOfOne;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    UploadPlaces(int all, int mostOfOne) {
        this.places = new Semaphore(all);
        this.mostOfOne = mostOfOne;
    }

    /**
     * Does the upload while holding a place.
     *
     * @throws dev.darkroom.httpservice.ProblemException 429 when the customer has as many as it may, 503 when none is free
     */
    <T> T inPlace(String customerId, Supplier<T> upload) {
        if (underWay.merge(customerId, 1, Integer::sum) > mostOfOne) {
            leave(customerId);
            throw new Problem(
                            "too-many-requests",
                            429,
                            "You have " + mostOfOne + " uploads under way, as many as you may. Send the image again.",
                            Map.of("Retry-After", Long.toString(RETRY_AFTER.toSeconds())))
                    .exception();
        }
        if (!places.tryAcquire()) {
            leave(customerId);
            throw Problem.unavailable("Too many uploads are under way. Send the image again.", RETRY_AFTER)
                    .exception();
        }
        try {
            return upload.get();
        } finally {
            places.release();
            leave(customerId);
        }
    }

    private void leave(String customerId) {
        underWay.computeIfPresent(customerId, (id, count) -> count == 1 ? null : count - 1);
    }

    /** How many are under way. */
    int taken() {
        return underWay.values().stream().mapToInt(Integer::intValue).sum();
    }
}
