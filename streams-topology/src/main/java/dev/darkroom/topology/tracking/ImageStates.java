package dev.darkroom.topology.tracking;

import static java.util.Objects.requireNonNull;

import dev.darkroom.schemas.ImageLifecycle;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.LifecycleState;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerde;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.Endings;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Labels;
import dev.darkroom.topology.lifecycle.Route;
import dev.darkroom.topology.lifecycle.Trace;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The store {@code images}: where each image stands, by its id, as ImageLifecycle. A processed image is kept without its
 * upload: nothing asks for more of it than its end tells, and most of what is kept is processed.
 */
public final class ImageStates {
    public static final String STORE = "images";

    private static final byte[] NOTHING = {};

    private final Codecs codecs;

    private ImageStates(Codecs codecs) {
        this.codecs = codecs;
    }

    /** How a state is kept. Ids of the events inside stay what they were, so an old state is read by a new version. */
    public static Serde<ImageState> serde(SchemaRegistry registry) {
        ImageStates states = new ImageStates(new Codecs(registry));
        GlueAvroSerde<ImageLifecycle> avro = new GlueAvroSerde<>(registry, ImageLifecycle.class);
        Serializer<ImageState> serializer =
                (topic, state) -> state == null ? null : avro.serializer().serialize(topic, states.toAvro(state));
        Deserializer<ImageState> deserializer = (topic, bytes) -> bytes == null
                ? null
                : states.fromAvro(requireNonNull(avro.deserializer().deserialize(topic, bytes)));
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private ImageLifecycle toAvro(ImageState state) {
        Course course = state.course();
        ImageLifecycle.Builder avro = ImageLifecycle.newBuilder()
                .setImage(ByteBuffer.wrap(
                        state instanceof ImageState.Processed
                                ? NOTHING
                                : course.upload().bytes()))
                .setCustomerId(course.customerId())
                .setImageId(course.imageId())
                .setAcceptedAt(course.acceptedAt())
                .setAttempts(course.attempts())
                .setEarlierAttempts(course.earlierAttempts())
                .setRedrives(course.redrives())
                .setSince(state.since())
                .setTraceparent(Labels.nullable(course.trace().parent()))
                .setTracestate(Labels.nullable(course.trace().state()));
        Route route = course.route();
        if (route != null) {
            avro.setLane(route.lane()).setFunction(route.function()).setOperations(Labels.nullable(route.operations()));
        }
        return switch (state) {
            case ImageState.Waiting waiting ->
                avro.setState(LifecycleState.WAITING).setTurn(waiting.turn()).build();
            case ImageState.Dispatched dispatched ->
                avro.setState(LifecycleState.DISPATCHED)
                        .setDeadline(dispatched.deadline())
                        .build();
            case ImageState.BackingOff backingOff ->
                avro.setState(LifecycleState.BACKING_OFF)
                        .setDeadline(backingOff.deadline())
                        .build();
            case ImageState.Duplicate duplicate ->
                avro.setState(LifecycleState.DUPLICATE)
                        .setDeadline(duplicate.deadline())
                        .setDuplicateOf(duplicate.originalId())
                        .build();
            case ImageState.Processed processed ->
                avro.setState(LifecycleState.PROCESSED)
                        .setOutcome(ByteBuffer.wrap(processed.outcome().bytes()))
                        .build();
            case ImageState.Failed failed ->
                avro.setState(LifecycleState.FAILED)
                        .setOutcome(ByteBuffer.wrap(failed.outcome().bytes()))
                        .setReason(failed.reason().name())
                        .build();
        };
    }

    private ImageState fromAvro(ImageLifecycle avro) {
        Course course = new Course(
                avro.getImageId(),
                avro.getCustomerId(),
                upload(avro),
                trace(avro),
                route(avro),
                avro.getAcceptedAt(),
                avro.getAttempts(),
                avro.getEarlierAttempts(),
                avro.getRedrives());
        Instant since = avro.getSince();
        return switch (avro.getState()) {
            case WAITING -> new ImageState.Waiting(course, since, avro.getTurn());
            case DISPATCHED -> new ImageState.Dispatched(course, since, avro.getDeadline());
            case BACKING_OFF -> new ImageState.BackingOff(course, since, avro.getDeadline());
            case DUPLICATE -> new ImageState.Duplicate(course, since, avro.getDeadline(), avro.getDuplicateOf());
            case PROCESSED -> new ImageState.Processed(course, since, codecs.processed(bytes(avro.getOutcome())));
            case FAILED ->
                new ImageState.Failed(course, since, codecs.failed(bytes(avro.getOutcome())), reason(avro.getReason()));
            case UNKNOWN ->
                throw new IllegalStateException("Image " + avro.getImageId()
                        + " is in a state of a newer version: run no older version beside or after it");
        };
    }

    private Event<RawImage> upload(ImageLifecycle avro) {
        byte[] kept = bytes(avro.getImage());
        return kept.length == 0
                ? Event.lazy(
                        kept,
                        none -> Endings.upload(
                                codecs.processed(bytes(avro.getOutcome())).record()))
                : codecs.upload(kept);
    }

    private static Trace trace(ImageLifecycle avro) {
        return avro.getTraceparent() == null ? Trace.NONE : new Trace(avro.getTraceparent(), avro.getTracestate());
    }

    private static @Nullable Route route(ImageLifecycle avro) {
        Lane lane = avro.getLane();
        return lane == null
                ? null
                : new Route(lane, Objects.requireNonNullElse(avro.getFunction(), ""), avro.getOperations());
    }

    private static Reason reason(String name) {
        try {
            return Reason.valueOf(name);
        } catch (IllegalArgumentException newer) {
            return Reason.UNKNOWN;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.remaining() == buffer.array().length) {
            return buffer.array();
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}
