package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.admission.Admission;
import dev.darkroom.topology.admission.Profile;
import dev.darkroom.topology.admission.Verdict;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.Endings;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Labels;
import dev.darkroom.topology.lifecycle.Miss;
import dev.darkroom.topology.lifecycle.Route;
import dev.darkroom.topology.lifecycle.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens to images, and what becomes of them then. Every way into and out of a state goes through
 * {@link Moves#move}, so that stores, index, turns and results cannot come apart.
 */
final class Tracker {
    /** Above this an upload's texts are cut before it is kept, so that no kept state outgrows what a topic takes. */
    private static final int LARGE_UPLOAD_BYTES = 64 * 1024;

    private final Admission admission;
    private final Rules rules;
    private final Moves moves;
    private final Duplicates duplicates;
    private final Profiles profiles;
    private final Quotas quotas;
    private final Codecs codecs;
    private final Meters meters;

    Tracker(
            Admission admission,
            Rules rules,
            Moves moves,
            Duplicates duplicates,
            Profiles profiles,
            Quotas quotas,
            Codecs codecs,
            Meters meters) {
        this.admission = admission;
        this.rules = rules;
        this.moves = moves;
        this.duplicates = duplicates;
        this.profiles = profiles;
        this.quotas = quotas;
        this.codecs = codecs;
        this.meters = meters;
    }

    /** An upload. One that is known already is a repetition, which changes nothing. */
    void uploaded(Event<RawImage> upload, Addressee addressee, Moment at) {
        if (moves.find(addressee.imageId()).isPresent()) {
            meters.repetition();
            return;
        }
        RawImage image = upload.record();
        Course course = Course.begin(
                addressee.imageId(), addressee.customerId(), kept(upload, image), addressee.trace(), at.now());
        Profile profile = profiles.of(addressee.customerId());
        switch (admission.judge(addressee.recordKey(), image, profile)) {
            case Verdict.Rejected rejected -> refuse(course, rejected.reason(), rejected.detail(), at);
            case Verdict.Routed routed -> accept(course.routed(route(routed)), image, profile, at);
        }
    }

    private Event<RawImage> kept(Event<RawImage> upload, RawImage image) {
        return upload.bytes().length <= LARGE_UPLOAD_BYTES
                ? upload
                : codecs.upload(codecs.bytes(ImageStates.STORE, Labels.cut(image)));
    }

    private void accept(Course course, RawImage image, Profile profile, Moment at) {
        Long quota = profile.dailyQuota();
        if (quota != null && !quotas.take(course.customerId(), image.getReceivedAt(), quota)) {
            refuse(
                    course,
                    Reason.QUOTA_EXCEEDED,
                    "The customer's quota of %d images a day (UTC) is used up.".formatted(quota),
                    at);
        } else {
            admit(null, course, at);
        }
    }

    private void refuse(Course course, Reason reason, String detail, Moment at) {
        FailedImage end = Endings.refused(course, reason, detail, at.eventTime());
        moves.move(null, failed(course, end, at), at);
    }

    /** To a lane, behind an image of the same bytes that is on its way, or to the end that such a one had. */
    private void admit(@Nullable ImageState before, Course course, Moment at) {
        String identity = Duplicates.identity(course);
        Optional<ImageState> original = duplicates.originalOf(course, identity);
        if (original.isPresent() && original.get() instanceof ImageState.Open open) {
            meters.duplicate();
            moves.move(
                    before,
                    new ImageState.Duplicate(
                            course,
                            at.now(),
                            at.now().plus(rules.taskTimeout()),
                            open.course().imageId()),
                    at);
        } else if (original.isPresent()
                && original.get() instanceof ImageState.Processed processed
                && isInWindow(processed, at.now())) {
            meters.duplicate();
            moves.move(before, sameRenditions(course, processed, at), at);
        } else {
            duplicates.claim(course, identity);
            moves.place(before, course, at);
        }
    }

    private boolean isInWindow(ImageState.Processed processed, Instant now) {
        Instant stored = processed.outcome().record().getFinishedAt();
        Instant since = stored.isBefore(processed.since()) ? stored : processed.since();
        return !now.isAfter(since.plus(rules.dedupeWindow()));
    }

    /** A function has done it. The first end told is the image's; what comes after is late and counts nowhere. */
    void processed(Event<ProcessedImage> outcome, Addressee addressee, Moment at) {
        switch (moves.find(addressee.imageId()).orElse(null)) {
            case ImageState.Open open -> end(open, open, open.processed(outcome, at.now()), at);
            case ImageState.Ended ended -> meters.late();
            case null ->
                moves.move(
                        null,
                        new ImageState.Processed(unknown(outcome.record(), addressee, at), at.now(), outcome),
                        at);
        }
    }

    /** A function has refused it. A refusal of a round before the last redrive is late. */
    void refused(Event<FailedImage> outcome, Addressee addressee, Moment at) {
        FailedImage failed = outcome.record();
        switch (moves.find(addressee.imageId()).orElse(null)) {
            case ImageState.Open open
            when failed.getAttempts() > open.course().earlierAttempts() ->
                end(open, open, open.failed(outcome, at.now()), at);
            case ImageState.Open open -> meters.late();
            case ImageState.Ended ended -> meters.late();
            case null ->
                moves.move(
                        null,
                        new ImageState.Failed(unknown(failed, addressee, at), at.now(), outcome, failed.getReason()),
                        at);
        }
    }

    /** The event source gave a task up. */
    void cameBack(ImageTask task, Miss why, Addressee addressee, Moment at) {
        switch (moves.find(addressee.imageId()).orElse(null)) {
            case ImageState.Dispatched dispatched
            when dispatched.course().attempts() == task.getAttempt() -> missed(dispatched, dispatched, why, at);
            case ImageState state -> meters.late();
            case null -> missed(null, adopted(task, addressee, at), why, at);
        }
    }

    /** The image was found to be due; what was done for another since may have moved it on. */
    void due(String imageId, Moment at) {
        ImageState state = moves.find(imageId)
                .orElseThrow(() -> new IllegalStateException("The index tells of an image nobody knows: " + imageId));
        if (state instanceof ImageState.Timed timed && !timed.deadline().isAfter(at.now())) {
            overdue(timed, at);
        }
    }

    private void overdue(ImageState.Timed timed, Moment at) {
        switch (timed) {
            case ImageState.Dispatched dispatched -> {
                meters.overdue();
                Miss why = Miss.ofDelivery(
                        "No answer came within %s of the dispatch.".formatted(text(rules.taskTimeout())));
                missed(dispatched, dispatched, why, at);
            }
            case ImageState.BackingOff backingOff -> moves.place(backingOff, backingOff.course(), at);
            case ImageState.Duplicate duplicate -> lookAtOriginal(duplicate, at);
        }
    }

    private static String text(Duration timeout) {
        return timeout.toSeconds() + " s";
    }

    private void missed(ImageState.@Nullable Dispatched before, ImageState.Dispatched dispatched, Miss why, Moment at) {
        if (dispatched.hasAnotherAttempt(rules)) {
            meters.backOff();
            moves.move(before, dispatched.backOff(at.now(), rules), at);
            moves.pump(dispatched.course().customerId(), dispatched.lane(), at);
        } else {
            FailedImage end = Endings.exhausted(dispatched.course(), why, at.eventTime());
            end(before, dispatched, failed(dispatched.course(), end, at), at);
        }
    }

    private void end(ImageState.@Nullable Open before, ImageState.Open open, ImageState.Ended ended, Moment at) {
        Course course = open.course();
        moves.move(before, ended, at);
        if (ended instanceof ImageState.Failed) {
            duplicates.release(course);
        }
        moves.pump(course.customerId(), course.routeTaken().lane(), at);
        if (!tellFollowers(course.imageId(), Duplicates.MOST_AT_ONCE, at)) {
            duplicates.remember(course.imageId());
        }
    }

    /** Passes an image's end on to the images that wait for it; false when there are more than {@code most}. */
    boolean tellFollowers(String originalId, int most, Moment at) {
        var followers = duplicates.followersOf(originalId, most + 1);
        followers.stream()
                .limit(most)
                .forEach(id -> moves.find(id).ifPresent(state -> {
                    if (state instanceof ImageState.Duplicate duplicate) {
                        overdue(duplicate, at);
                    }
                }));
        return followers.size() <= most;
    }

    /** Looks at a duplicate again: as its original ended, after another, or by itself. */
    private void lookAtOriginal(ImageState.Duplicate duplicate, Moment at) {
        Course course = duplicate.course();
        switch (moves.find(duplicate.originalId()).orElse(null)) {
            case ImageState.Open open ->
                moves.move(duplicate, duplicate.follow(duplicate.originalId(), at.now(), rules), at);
            case ImageState.Processed processed -> moves.move(duplicate, sameRenditions(course, processed, at), at);
            case ImageState.Failed failed
            when Duplicates.wouldFailAgain(failed) ->
                moves.move(
                        duplicate,
                        failed(
                                course,
                                Endings.sameFailure(course, failed.outcome().record(), at.eventTime()),
                                at),
                        at);
            case ImageState.Failed failed -> admit(duplicate, course, at);
            case null -> admit(duplicate, course, at);
        }
    }

    /** An operator asks for another round; false when the image is not to have one. */
    boolean redrive(ImageState.Failed failed, Instant issuedAt, Moment at) {
        Course course = failed.course();
        if (failed.since().isAfter(issuedAt) || course.redrives() >= rules.redrives()) {
            return false;
        }
        Profile profile = profiles.of(course.customerId());
        return switch (admission.judge(course.imageId(), course.upload().record(), profile)) {
            case Verdict.Rejected rejected -> false;
            case Verdict.Routed routed -> {
                meters.redrive();
                admit(failed, failed.redriven().routed(route(routed)), at);
                yield true;
            }
        };
    }

    private ImageState.Processed sameRenditions(Course course, ImageState.Processed original, Moment at) {
        ProcessedImage end = Endings.sameRenditions(course, original.outcome().record(), at.eventTime());
        return new ImageState.Processed(course, at.now(), codecs.event(Topics.PROCESSED_IMAGES, end));
    }

    private ImageState.Failed failed(Course course, FailedImage end, Moment at) {
        return new ImageState.Failed(course, at.now(), codecs.event(Topics.FAILED_IMAGES, end), end.getReason());
    }

    private static Route route(Verdict.Routed routed) {
        return new Route(routed.lane(), routed.function(), routed.operations());
    }

    /** Images dispatched before this topology kept any state, or longer ago than it remembers. */
    private ImageState.Dispatched adopted(ImageTask task, Addressee addressee, Moment at) {
        meters.adopted();
        Course course = Course.begin(
                        addressee.imageId(),
                        addressee.customerId(),
                        codecs.event(ImageStates.STORE, Endings.upload(task)),
                        addressee.trace(),
                        at.now())
                .routed(new Route(task.getLane(), task.getFunction(), task.getOperations()))
                .withAttempts(task.getAttempt());
        return new ImageState.Dispatched(course, at.now(), at.now());
    }

    private Course unknown(ProcessedImage end, Addressee addressee, Moment at) {
        meters.adopted();
        return Course.begin(
                        addressee.imageId(),
                        addressee.customerId(),
                        codecs.event(ImageStates.STORE, Endings.upload(end)),
                        addressee.trace(),
                        at.now())
                .routed(new Route(end.getLane(), end.getFunction(), null));
    }

    private Course unknown(FailedImage end, Addressee addressee, Moment at) {
        meters.adopted();
        return Course.begin(
                addressee.imageId(),
                addressee.customerId(),
                codecs.event(ImageStates.STORE, Endings.upload(end)),
                addressee.trace(),
                at.now());
    }
}
