package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.AddressedRecord;
import dev.darkroom.dynamodb.mapping.Guard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A write that waits to be made.
 *
 * @param addressed the record that asks for it, and where it goes
 * @param fallback a write of another record to the same item that this one makes needless. It is made only if DynamoDB
 *     refuses this one, as it then would have been the one that counts.
 */
record PendingWrite(
        AddressedRecord addressed,
        Receipt receipt,
        @Nullable PendingWrite fallback) {
    /**
     * One write that stands for this and a later one, which stands for itself alone, to the same item, if there is:
     * BatchWriteItem refuses a batch that names an item twice, and what would be overwritten at once need not be sent.
     */
    Optional<PendingWrite> mergedWith(PendingWrite later) {
        if (!isOfOnePartitionWith(later) || !addressed.overwrites() || !later.addressed.overwrites()) {
            return Optional.empty();
        }
        Guard guard = addressed.guard();
        Guard laterGuard = later.addressed.guard();
        if (guard instanceof Guard.None && laterGuard instanceof Guard.None) {
            return Optional.of(new PendingWrite(later.addressed, later.receipt, this));
        }
        if (guard instanceof Guard.Newer newer
                && laterGuard instanceof Guard.Newer laterNewer
                && newer.isComparableTo(laterNewer)) {
            return Optional.of(inOrderOfVersions(later, laterNewer));
        }
        return Optional.empty();
    }

    /** The newest first: the next one counts only if DynamoDB refuses it. */
    private PendingWrite inOrderOfVersions(PendingWrite single, Guard.Newer version) {
        Deque<PendingWrite> newer = new ArrayDeque<>();
        @Nullable PendingWrite rest = this;
        while (rest != null && rest.addressed.guard() instanceof Guard.Newer there && !version.isNewerThan(there)) {
            newer.push(rest);
            rest = rest.fallback;
        }
        PendingWrite ordered = new PendingWrite(single.addressed, single.receipt, rest);
        for (PendingWrite each : newer) {
            ordered = new PendingWrite(each.addressed, each.receipt, ordered);
        }
        return ordered;
    }

    /** About the bytes that the records of the write and its fallbacks hold. */
    long weight() {
        long weight = 0;
        for (@Nullable PendingWrite each = this; each != null; each = each.fallback) {
            weight += each.addressed.weight();
        }
        return weight;
    }

    /** How many records it stands for. */
    int records() {
        int records = 0;
        for (@Nullable PendingWrite each = this; each != null; each = each.fallback) {
            records++;
        }
        return records;
    }

    /** Records of two partitions are never one write: one of the partitions may go to another task before it is made. */
    private boolean isOfOnePartitionWith(PendingWrite other) {
        SinkRecord one = addressed.record();
        SinkRecord another = other.addressed.record();
        return one.originalKafkaPartition().equals(another.originalKafkaPartition())
                && one.originalTopic().equals(another.originalTopic());
    }
}
