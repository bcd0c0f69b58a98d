package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.RawImage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an image takes along from state to state.
 *
 * @param upload the event it was accepted by
 * @param trace what the record of that event belongs to
 * @param route null when it was refused before it had one
 * @param acceptedAt when the topology first saw it
 * @param attempts attempts dispatched so far
 * @param earlierAttempts of these, those before the last redrive on request
 * @param redrives redrives on request so far
 */
public record Course(
        String imageId,
        String customerId,
        Event<RawImage> upload,
        Trace trace,
        @Nullable Route route,
        Instant acceptedAt,
        int attempts,
        int earlierAttempts,
        int redrives) {
    /** At its acceptance. */
    public static Course begin(String imageId, String customerId, Event<RawImage> upload, Trace trace, Instant now) {
        return new Course(imageId, customerId, upload, trace, null, now, 0, 0, 0);
    }

    public Course routed(Route chosen) {
        return new Course(imageId, customerId, upload, trace, chosen, acceptedAt, attempts, earlierAttempts, redrives);
    }

    /** As {@link #route()} where an image is bound to have one. */
    public Route routeTaken() {
        if (route == null) {
            throw new IllegalStateException("Image " + imageId + " never was routed");
        }
        return route;
    }

    int attemptsOfThisRound() {
        return attempts - earlierAttempts;
    }

    Course withAttempt() {
        return new Course(
                imageId, customerId, upload, trace, route, acceptedAt, attempts + 1, earlierAttempts, redrives);
    }

    /** For an attempt that somebody else counted. */
    public Course withAttempts(int counted) {
        return new Course(imageId, customerId, upload, trace, route, acceptedAt, counted, earlierAttempts, redrives);
    }

    Course withRedrive() {
        return new Course(imageId, customerId, upload, trace, route, acceptedAt, attempts, attempts, redrives + 1);
    }
}
