package dev.darkroom.dynamodb.writing;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the bad writes of a refused batch by halving it until they are alone, as DynamoDB does not say which they are;
 * their neighbours get written.
 */
final class IsolatingWriter {
    private final BatchWriter next;

    IsolatingWriter(BatchWriter next) {
        this.next = next;
    }

    /** Makes the writes; returns a rejection for each that DynamoDB will not take. */
    List<Rejection> write(List<Write> batch) {
        if (!(next.write(batch) instanceof BatchOutcome.Refused refused)) {
            return List.of();
        }
        List<Write> writes = refused.writes();
        if (writes.size() == 1) {
            return reject(writes.get(0), refused);
        }
        List<Rejection> rejections = new ArrayList<>(write(writes.subList(0, writes.size() / 2)));
        rejections.addAll(write(writes.subList(writes.size() / 2, writes.size())));
        return rejections;
    }

    private List<Rejection> reject(Write write, BatchOutcome.Refused refused) {
        List<Rejection> rejections = new ArrayList<>();
        rejections.add(new Rejection(
                write.record(), new BadRecordException("DynamoDB refused it: " + refused.reason(), refused.cause())));
        if (write.superseded() != null) {
            rejections.addAll(write(List.of(write.superseded())));
        }
        return rejections;
    }
}
