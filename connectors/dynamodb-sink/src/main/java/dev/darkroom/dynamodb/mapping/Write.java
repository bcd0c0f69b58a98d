package dev.darkroom.dynamodb.mapping;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One change of one item, as one record asks for it.
 *
 * @param guard the condition it is made under
 * @param requestBytes it takes up no more in a request's body
 * @param offload what has to be in S3 first
 */
public record Write(
        SinkRecord record, ItemKey key, Change change, Guard guard, long requestBytes, Optional<Offload> offload) {
    /** Where it comes from and what it is, without a word of what it writes: it may be logged. */
    @Override
    public String toString() {
        return change.getClass().getSimpleName() + " of " + record.originalTopic() + "-"
                + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
    }
}
