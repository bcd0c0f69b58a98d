package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * Where an image stands. Each state has the transitions that are possible from it and no others.
 *
 * <pre>
 * accepted ─┬▶ Waiting ─▶ Dispatched(attempt) ─┬▶ Processed
 *           │     ▲            │ overdue,      └▶ Failed ─▶ (redriven on request) Waiting
 *           │     │            ▼ came back
 *           │     └─────── BackingOff, or Failed after the last attempt
 *           ├▶ Duplicate ─▶ Processed, Failed as its original; Waiting when that never got through
 *           └▶ Failed (refused), Processed (its original has been)
 * </pre>
 */
public sealed interface ImageState {
    Course course();

    /** When the image came into this state. */
    Instant since();

    /** Not at its end yet; something or somebody has to move it on. */
    sealed interface Open extends ImageState {
        default Processed processed(Event<ProcessedImage> outcome, Instant now) {
            return new Processed(course(), now, outcome);
        }

        default Failed failed(Event<FailedImage> outcome, Instant now) {
            return new Failed(course(), now, outcome, outcome.record().getReason());
        }
    }

    /** At its end; only a redrive on request moves it on. */
    sealed interface Ended extends ImageState {}

    /** Open, and to be looked at again at a time of its own. */
    sealed interface Timed extends Open {
        Instant deadline();
    }

    /**
     * In its customer's queue for the lane.
     *
     * @param turn its place; lower comes first
     */
    record Waiting(Course course, Instant since, long turn) implements Open {
        public Dispatched dispatch(Instant now, Rules rules) {
            return new Dispatched(course.withAttempt(), now, now.plus(rules.taskTimeout()));
        }

        public Lane lane() {
            return course.routeTaken().lane();
        }
    }

    /** A task for it is on its lane, or with a function. */
    record Dispatched(Course course, Instant since, Instant deadline) implements Timed {
        /** Its task came back or is overdue, and there is {@linkplain #hasAnotherAttempt another attempt}. */
        public BackingOff backOff(Instant now, Rules rules) {
            Duration pause = rules.backoff().pause(course.imageId(), course.attemptsOfThisRound());
            return new BackingOff(course, now, now.plus(pause));
        }

        public boolean hasAnotherAttempt(Rules rules) {
            return course.attemptsOfThisRound() < rules.attempts();
        }

        public Lane lane() {
            return course.routeTaken().lane();
        }
    }

    /** Its last attempt came to nothing; the next begins after the deadline. */
    record BackingOff(Course course, Instant since, Instant deadline) implements Timed {
        public Waiting resume(Instant now, long turn) {
            return new Waiting(course, now, turn);
        }
    }

    /** It waits for the end of an image of the same bytes, function and operations. */
    record Duplicate(Course course, Instant since, Instant deadline, String originalId) implements Timed {
        /** The other never got through: this one is tried itself. */
        public Waiting standIn(Instant now, long turn) {
            return new Waiting(course, now, turn);
        }

        public Duplicate follow(String imageId, Instant now, Rules rules) {
            return new Duplicate(course, since, now.plus(rules.taskTimeout()), imageId);
        }
    }

    /** Its renditions are stored. */
    record Processed(Course course, Instant since, Event<ProcessedImage> outcome) implements Ended {}

    /** It was given up; {@code reason} is the outcome's, at hand without reading it. */
    record Failed(Course course, Instant since, Event<FailedImage> outcome, Reason reason) implements Ended {
        public Course redriven() {
            return course.withRedrive();
        }
    }
}
