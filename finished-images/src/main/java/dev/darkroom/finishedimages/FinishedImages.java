package dev.darkroom.finishedimages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where finished images are looked up. */
public interface FinishedImages extends AutoCloseable {
    /**
     * The image with this id, of whichever customer.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when it cannot be looked up now
     */
    Optional<FinishedImage> find(String imageId);

    /**
     * A customer's images, the last finished first.
     *
     * @throws dev.darkroom.httpservice.ProblemException 400 when the page's cursor is not one that was given out, 503 when
     *     they cannot be looked up now
     */
    Page list(String customerId, Query query);

    /**
     * Which images to list.
     *
     * @param since finished then or later
     * @param until finished before then
     * @param outcome {@link FinishedImage#PROCESSED} or {@link FinishedImage#FAILED}
     * @param limit how many at most; a page may hold fewer and not be the last
     * @param cursor where to go on, from the last page
     */
    record Query(
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<String> outcome,
            int limit,
            Optional<String> cursor) {}

    /**
     * Some of the images.
     *
     * @param next the cursor of those that follow; empty after the last
     */
    record Page(List<FinishedImage> images, Optional<String> next) {
        public Page {
            images = List.copyOf(images);
        }
    }

    /**
     * Asks whether images can be looked up.
     *
     * @throws RuntimeException when there is no answer within a few seconds
     */
    void check();

    @Override
    void close();
}
