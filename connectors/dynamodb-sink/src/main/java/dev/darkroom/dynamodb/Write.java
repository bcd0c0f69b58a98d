package dev.darkroom.dynamodb;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One change of one item, as one record asks for it.
 *
 * @param requestBytes the most it takes up in a request's body
 * @param superseded the write of an earlier record of the same delivery to the same item. It is made only if DynamoDB
 *     refuses this one, as it then would have been the last that counts.
 */
record Write(
        SinkRecord record,
        ItemKey key,
        Change change,
        long requestBytes,
        @Nullable Write superseded) {
    Write superseding(Write earlier) {
        return new Write(record, key, change, requestBytes, earlier);
    }
}
