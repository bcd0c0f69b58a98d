package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many uploads may be under way. */
final class UploadPlaces {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore places;

    UploadPlaces(int all) {
        this.places = new Semaphore(all);
    }

    /**
     * Does the upload while holding a place.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when none is free
     */
    <T> T inPlace(Supplier<T> upload) {
        if (!places.tryAcquire()) {
            throw Problem.unavailable("Too many uploads are under way. Send the image again.", RETRY_AFTER)
                    .exception();
        }
        try {
            return upload.get();
        } finally {
            places.release();
        }
    }
}
