package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Lane;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.lifecycle.Tasks;
import dev.darkroom.topology.lifecycle.Trace;
import dev.darkroom.topology.statistics.Ended;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Moves images from state to state: the one place where a state is kept, found, counted and told. */
final class Moves {
    /** Some megabytes at most, their uploads not read; as many as come in while a usual task is worked on. */
    private static final int MOST_AT_HAND = 8_192;

    private final KeyValueStore<String, ImageState> states;

    /** Open images that moved last: an outcome mostly finds its image here, and spares a look-up and a decoding. */
    private final Map<String, ImageState> atHand = new LinkedHashMap<>();

    private final Index index;
    private final Turns turns;
    private final Statistics statistics;
    private final Outbox outbox;
    private final Codecs codecs;
    private final Rules rules;

    Moves(
            KeyValueStore<String, ImageState> states,
            Index index,
            Turns turns,
            Statistics statistics,
            Outbox outbox,
            Codecs codecs,
            Rules rules) {
        this.states = states;
        this.index = index;
        this.turns = turns;
        this.statistics = statistics;
        this.outbox = outbox;
        this.codecs = codecs;
        this.rules = rules;
    }

    Optional<ImageState> find(String imageId) {
        ImageState state = atHand.get(imageId);
        return Optional.ofNullable(state == null ? states.get(imageId) : state);
    }

    /**
     * Makes a step. What can fail, which is writing the task, comes first, so that a step is made whole or not at all.
     *
     * @param before the state it is in; null for an image that is new
     */
    void move(@Nullable ImageState before, ImageState after, Moment at) {
        String imageId = after.course().imageId();
        byte @Nullable [] task = after instanceof ImageState.Dispatched dispatched
                ? codecs.bytes(LaneTopics.of(dispatched.lane()), Tasks.of(dispatched))
                : null;
        states.put(imageId, after);
        keepAtHand(imageId, after);
        index.move(before, after);
        turns.move(before, after);
        Trace trace = after.course().trace();
        switch (after) {
            case ImageState.Dispatched dispatched
            when task != null -> outbox.task(dispatched.lane(), imageId, trace, task);
            case ImageState.Processed processed -> {
                outbox.processed(imageId, trace, processed.outcome());
                statistics.count(Ended.of(processed.outcome().record()), at.now());
            }
            case ImageState.Failed failed -> {
                outbox.failed(imageId, trace, failed.outcome());
                statistics.count(
                        Ended.of(
                                failed.outcome().record(),
                                failed.course().upload().record()),
                        at.now());
            }
            case ImageState.Open open -> {}
        }
    }

    private void keepAtHand(String imageId, ImageState state) {
        atHand.remove(imageId);
        if (state instanceof ImageState.Open) {
            state.course().upload().letGo();
            atHand.put(imageId, state);
            if (atHand.size() > MOST_AT_HAND) {
                atHand.remove(atHand.keySet().iterator().next());
            }
        }
    }

    /** To the lane if its customer's share allows, else to the end of the customer's queue. */
    void place(@Nullable ImageState before, Course course, Moment at) {
        ImageState.Waiting waiting = new ImageState.Waiting(course, at.now(), turns.next(at.now()));
        boolean free = turns.isFree(course.customerId(), waiting.lane());
        move(before, free ? waiting.dispatch(at.now(), rules) : waiting, at);
    }

    /** Dispatches what waits of a customer on a lane, as far as its share allows. */
    void pump(String customerId, Lane lane, Moment at) {
        while (turns.isNext(customerId, lane)) {
            String imageId = index.firstWaiting(customerId, lane, turns.firstTurn(customerId, lane))
                    .orElseThrow(() -> new IllegalStateException(
                            "The count tells of a waiting image of " + customerId + ", the index of none"));
            if (!(find(imageId).orElse(null) instanceof ImageState.Waiting waiting)) {
                throw new IllegalStateException("The index tells of a waiting image that does not wait: " + imageId);
            }
            move(waiting, waiting.dispatch(at.now(), rules), at);
        }
    }

    /** The same for everyone; finds something only when shares have grown since the images began to wait. */
    void pumpAll(Moment at) {
        turns.next().forEach(queue -> pump(queue.customerId(), queue.lane(), at));
    }
}
