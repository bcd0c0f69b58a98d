package dev.darkroom.topology;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.topology.admission.Verdict;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the first task of a routed image.
 *
 * <p>{@code dispatched_at} is the wall clock's: it is an observation, from which waiting times and deadlines are
 * counted, and after an outage a record's own time would make a task overdue before anyone could have taken it. Nothing
 * is keyed or decided by it, so that a replay gives the same task but for this one field.
 */
final class Dispatch extends ContextualProcessor<String, Verdict.Routed, String, ImageTask> {
    private static final int FIRST_ATTEMPT = 1;

    @Override
    public void process(Record<String, Verdict.Routed> record) {
        context().forward(record.withValue(task(record.value())));
    }

    private ImageTask task(Verdict.Routed routed) {
        RawImage image = routed.image();
        return ImageTask.newBuilder()
                .setImageId(image.getImageId())
                .setCustomerId(image.getCustomerId())
                .setLane(routed.lane())
                .setAttempt(FIRST_ATTEMPT)
                .setFunction(routed.function())
                .setBucket(image.getBucket())
                .setKey(image.getKey())
                .setSizeBytes(image.getSizeBytes())
                .setSha256(image.getSha256())
                .setContentType(image.getContentType())
                .setWidth(image.getWidth())
                .setHeight(image.getHeight())
                .setSourceName(Labels.kept(image.getSourceName()))
                .setReceivedAt(image.getReceivedAt())
                .setDispatchedAt(Instant.ofEpochMilli(context().currentSystemTimeMs()))
                .build();
    }
}
