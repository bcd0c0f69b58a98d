package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.BadRecordException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bad writes of a refused request by halving it until they are alone, as DynamoDB does not say which they are;
 * their neighbours get written.
 */
final class IsolatingWriter {
    private final ItemWriter next;

    IsolatingWriter(ItemWriter next) {
        this.next = next;
    }

    /** Makes the writes; returns a rejection for each that DynamoDB will not take. */
    List<Rejection> write(Request request) throws InterruptedException {
        if (!(next.write(request) instanceof WriteOutcome.Refused refused)) {
            return List.of();
        }
        List<PendingWrite> writes = refused.writes();
        List<Rejection> rejections = new ArrayList<>();
        if (writes.size() == 1) {
            rejections.add(rejection(writes.get(0), refused));
            writeFallbacks(request, writes.get(0), rejections);
        } else {
            rejections.addAll(write(request.with(writes.subList(0, writes.size() / 2))));
            rejections.addAll(write(request.with(writes.subList(writes.size() / 2, writes.size()))));
        }
        return rejections;
    }

    /** From the latest to the earliest record: without a guard the first that is taken is the one that counts. */
    private void writeFallbacks(Request request, PendingWrite refused, List<Rejection> rejections)
            throws InterruptedException {
        boolean settled = false;
        for (@Nullable PendingWrite each = refused.fallback(); each != null && !settled; each = each.fallback()) {
            if (next.write(request.with(List.of(each))) instanceof WriteOutcome.Refused again) {
                rejections.add(rejection(each, again));
            } else {
                settled = !each.isOrderedByItself();
            }
        }
    }

    private static Rejection rejection(PendingWrite write, WriteOutcome.Refused refused) {
        return new Rejection(
                write.write().record(),
                write.receipt(),
                new BadRecordException("DynamoDB refused it: " + refused.reason(), refused.cause()));
    }
}
