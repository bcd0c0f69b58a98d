package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Change;
import dev.darkroom.dynamodb.mapping.Guard;
import dev.darkroom.dynamodb.mapping.Write;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A write that waits to be made.
 *
 * @param receipt of the write's record
 * @param fallback a write of another record to the same item that this one makes needless. It is made only if DynamoDB
 *     refuses this one, as it then would have been the one that counts.
 */
record PendingWrite(Write write, Receipt receipt, @Nullable PendingWrite fallback) {
    /**
     * One write that stands for this and a later one, which stands for itself alone, to the same item, if there is:
     * BatchWriteItem refuses a batch that names an item twice, and what would be overwritten at once need not be sent.
     */
    Optional<PendingWrite> mergedWith(PendingWrite later) {
        if (!isOfOnePartitionWith(later) || isUpdate() || later.isUpdate()) {
            return Optional.empty();
        }
        Guard guard = write.guard();
        Guard laterGuard = later.write.guard();
        if (guard instanceof Guard.None && laterGuard instanceof Guard.None) {
            return Optional.of(new PendingWrite(later.write, later.receipt, this));
        }
        if (guard instanceof Guard.Newer newer
                && laterGuard instanceof Guard.Newer laterNewer
                && newer.isComparableTo(laterNewer)) {
            return Optional.of(
                    laterNewer.isNewerThan(newer)
                            ? new PendingWrite(later.write, later.receipt, this)
                            : withFallback(later));
        }
        return Optional.empty();
    }

    /** The write is made, and those it stands for are settled by it. */
    void confirmAll() {
        for (@Nullable PendingWrite each = this; each != null; each = each.fallback) {
            each.receipt.confirm();
        }
    }

    /** What the write and its fallbacks hold in memory, counted as bytes of request. */
    long heldBytes() {
        long bytes = 0;
        for (@Nullable PendingWrite each = this; each != null; each = each.fallback) {
            bytes += each.write.requestBytes();
        }
        return bytes;
    }

    /** How many records it stands for. */
    int records() {
        int records = 0;
        for (@Nullable PendingWrite each = this; each != null; each = each.fallback) {
            records++;
        }
        return records;
    }

    /** Whether each fallback may be made after a refusal, or only the first that DynamoDB takes. */
    boolean isOrderedByItself() {
        return write.guard() instanceof Guard.Newer;
    }

    private PendingWrite withFallback(PendingWrite single) {
        return new PendingWrite(write, receipt, new PendingWrite(single.write, single.receipt, fallback));
    }

    private boolean isUpdate() {
        return write.change() instanceof Change.Update;
    }

    /** Records of two partitions are never one write: one of the partitions may go to another task before it is made. */
    private boolean isOfOnePartitionWith(PendingWrite other) {
        SinkRecord one = write.record();
        SinkRecord another = other.write.record();
        return one.originalKafkaPartition().equals(another.originalKafkaPartition())
                && one.originalTopic().equals(another.originalTopic());
    }
}
