package dev.darkroom.dynamodb.writing;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which offsets may be committed: those before the first record whose write is not confirmed, per partition as it was
 * consumed, whatever an SMT has called the topic since. Used by the task's thread alone; receipts are confirmed by any.
 */
final class Offsets {
    private final Map<TopicPartition, Deque<Receipt>> open = new HashMap<>();
    private @Nullable TopicPartition latest;
    private int count;

    /** Begins to wait for a record, in the order of delivery. */
    Receipt open(SinkRecord record) {
        Receipt receipt = new Receipt(record.originalKafkaOffset());
        open.computeIfAbsent(partitionOf(record), partition -> new ArrayDeque<>())
                .addLast(receipt);
        count++;
        return receipt;
    }

    /** How many records are waited for, and how many wait behind them: what a crash now would deliver again. */
    int count() {
        open.values().forEach(this::dropConfirmed);
        return count;
    }

    /** Of the offsets that Connect would commit, those that may be. */
    Map<TopicPartition, OffsetAndMetadata> confirmed(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> confirmed = new HashMap<>(delivered);
        open.forEach((partition, receipts) -> {
            dropConfirmed(receipts);
            @Nullable Receipt first = receipts.peekFirst();
            if (first != null) {
                confirmed.computeIfPresent(
                        partition,
                        (same, offset) ->
                                new OffsetAndMetadata(Math.min(first.offset(), offset.offset()), offset.metadata()));
            }
        });
        return confirmed;
    }

    /** Waits for nothing of these partitions any more; what is not yet sent of them is abandoned. */
    void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            @Nullable Deque<Receipt> receipts = open.remove(partition);
            if (receipts != null) {
                receipts.forEach(Receipt::abandon);
                count -= receipts.size();
            }
        }
        latest = null;
    }

    private void dropConfirmed(Deque<Receipt> receipts) {
        for (@Nullable Receipt first = receipts.peekFirst();
                first != null && first.isConfirmed();
                first = receipts.peekFirst()) {
            receipts.removeFirst();
            count--;
        }
    }

    /** Records come in runs of one partition; its key is made once a run. */
    private TopicPartition partitionOf(SinkRecord record) {
        if (latest == null
                || latest.partition() != record.originalKafkaPartition()
                || !latest.topic().equals(record.originalTopic())) {
            latest = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        }
        return latest;
    }
}
