package dev.darkroom.topology;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.topology.admission.Admission;
import dev.darkroom.topology.admission.Verdict;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Puts every raw image's verdict in its place. */
final class Judge extends ContextualProcessor<String, RawImage, String, Verdict> {
    private final Admission admission;

    Judge(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void process(Record<String, RawImage> record) {
        context().forward(record.withValue(admission.judge(record.key(), record.value())));
    }
}
