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
final class BatchInFlight {
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private final Set<TopicPartition> lost = new HashSet<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private volatile boolean abandoned;

    BatchInFlight(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
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

    boolean abandoned() {
        return abandoned;
    }

    void finish(boolean delivered) {
        done.complete(delivered);
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
}
