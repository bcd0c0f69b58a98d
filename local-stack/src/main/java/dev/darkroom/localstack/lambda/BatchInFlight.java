package dev.darkroom.localstack.lambda;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A batch that is being delivered, and the offsets to commit when it is done. */
final class BatchInFlight implements Delivery {
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Runnable onChange;
    private final Set<TopicPartition> lost = new HashSet<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private volatile boolean abandoned;
    private volatile boolean resting;

    /** @param onChange called when the batch has come to rest or finished */
    BatchInFlight(List<ConsumerRecord<byte[], byte[]>> records, Runnable onChange) {
        this.onChange = onChange;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            firstOffsets.putIfAbsent(partition, record.offset());
            offsets.put(partition, new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
    }

    Set<TopicPartition> partitions() {
        return offsets.keySet();
    }

    /** Takes no further attempts on this batch. */
    void abandon() {
        abandoned = true;
    }

    /** What was delivered of these partitions is their next reader's to repeat; nothing is committed for them. */
    void lose(Set<TopicPartition> revoked) {
        if (revoked.stream().anyMatch(offsets::containsKey)) {
            lost.addAll(revoked);
            abandon();
        }
    }

    @Override
    public boolean abandoned() {
        return abandoned;
    }

    @Override
    public void rest() {
        resting = true;
        onChange.run();
    }

    @Override
    public void goOn() {
        resting = false;
    }

    boolean resting() {
        return resting;
    }

    void finish(boolean delivered) {
        done.complete(delivered);
        onChange.run();
    }

    boolean finished() {
        return done.isDone();
    }

    Map<TopicPartition, OffsetAndMetadata> offsetsToCommit() {
        if (!done.getNow(false)) {
            return Map.of();
        }
        Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>(offsets);
        kept.keySet().removeAll(lost);
        return kept;
    }

    /** Where to read on, so that what was not delivered is read again; nothing for a batch that was delivered. */
    Map<TopicPartition, Long> offsetsToReturnTo() {
        if (done.getNow(false)) {
            return Map.of();
        }
        Map<TopicPartition, Long> kept = new HashMap<>(firstOffsets);
        kept.keySet().removeAll(lost);
        return kept;
    }
}
