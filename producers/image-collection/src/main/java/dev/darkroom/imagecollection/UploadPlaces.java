package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many uploads may be under way. One whose length is not known takes the place of {@value #UNKNOWN_LENGTH}, because a
 * part of it, and whatever chunk its client chose to send, is held in memory.
 */
final class UploadPlaces {
    static final int UNKNOWN_LENGTH = 8;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore places;
    private final int all;

    UploadPlaces(int all) {
        this.places = new Semaphore(all);
        this.all = all;
    }

    /**
     * Does the upload while holding its places.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when not enough are free
     */
    <T> T inPlace(boolean lengthKnown, Supplier<T> upload) {
        int wanted = lengthKnown ? 1 : Math.min(all, UNKNOWN_LENGTH);
        if (!places.tryAcquire(wanted)) {
            throw Problem.unavailable("Too many uploads are under way. Send the image again.", RETRY_AFTER)
                    .exception();
        }
        try {
            return upload.get();
        } finally {
            places.release(wanted);
        }
    }
}
