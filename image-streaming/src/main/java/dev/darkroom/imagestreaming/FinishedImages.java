package dev.darkroom.imagestreaming;

import java.util.Optional;

/** Where finished images are looked up. */
interface FinishedImages extends AutoCloseable {
    /**
     * The image with this id, of whichever customer.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when it cannot be looked up now
     */
    Optional<FinishedImage> find(String imageId);

    /**
     * Asks whether images can be looked up.
     *
     * @throws RuntimeException when there is no answer within a few seconds
     */
    void check();

    @Override
    void close();
}
