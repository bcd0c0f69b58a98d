package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.KafkaEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were fetched and not yet delivered, by partition. A batch is due when it is full (records or bytes) or
 * its first record has waited for the batching window; its partitions are busy until it is released, so each partition
 * is delivered in order. Not safe for several threads.
 */
final class Backlog {
    /** Lambda's limit on a synchronous event, less some room for the frame. */
    private static final long LARGEST_EVENT_BYTES = 6 * 1024 * 1024 - 64 * 1024;

    private final int batchSize;
    private final Duration window;
    private final Map<TopicPartition, Deque<Arrived>> records = new HashMap<>();
    private final Set<TopicPartition> busy = new HashSet<>();

    Backlog(KafkaEventSource source) {
        this.batchSize = source.batchSize();
        this.window = source.maximumBatchingWindow();
    }

    void add(ConsumerRecord<byte[], byte[]> record, Instant now) {
        records.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), unseen -> new ArrayDeque<>())
                .add(new Arrived(record, now));
    }

    /** The next batch, or an empty list when none is due. */
    List<ConsumerRecord<byte[], byte[]>> take(Instant now) {
        if (untilDue(now).isPositive()) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        long bytes = 0;
        for (Deque<Arrived> partition : idle()) {
            while (!partition.isEmpty() && batch.size() < batchSize) {
                ConsumerRecord<byte[], byte[]> record = partition.element().record();
                bytes += EventFormat.sizeOf(record);
                if (bytes > LARGEST_EVENT_BYTES && !batch.isEmpty()) {
                    break;
                }
                batch.add(record);
                partition.remove();
                busy.add(new TopicPartition(record.topic(), record.partition()));
            }
        }
        return batch;
    }

    /** How long until a batch is due, as far as is known now: zero or less when one is, a long time when none is. */
    Duration untilDue(Instant now) {
        List<Deque<Arrived>> idle = idle();
        if (idle.isEmpty()) {
            return Duration.ofDays(1);
        }
        long waiting = idle.stream().mapToLong(Deque::size).sum();
        long bytes = idle.stream()
                .flatMap(Deque::stream)
                .mapToLong(arrived -> EventFormat.sizeOf(arrived.record()))
                .sum();
        return waiting >= batchSize || bytes >= LARGEST_EVENT_BYTES
                ? Duration.ZERO
                : Duration.between(now, idle.getFirst().element().at().plus(window));
    }

    /** Whether enough of the partition is at hand for the time being. */
    boolean full(TopicPartition partition) {
        Deque<Arrived> waiting = records.get(partition);
        return waiting != null && waiting.size() >= batchSize;
    }

    void release(Collection<TopicPartition> partitions) {
        busy.removeAll(partitions);
    }

    /** Forgets what waits of partitions that are someone else's now; busy ones stay so until their batch ends. */
    void forget(Collection<TopicPartition> partitions) {
        records.keySet().removeAll(partitions);
    }

    void forgetAll() {
        records.clear();
    }

    /** The queues a batch may draw from, the one whose head has waited longest first. */
    private List<Deque<Arrived>> idle() {
        return records.entrySet().stream()
                .filter(partition -> !busy.contains(partition.getKey()))
                .map(Map.Entry::getValue)
                .filter(waiting -> !waiting.isEmpty())
                .sorted(Comparator.comparing(
                        waiting -> Objects.requireNonNull(waiting.peek()).at()))
                .toList();
    }

    private record Arrived(ConsumerRecord<byte[], byte[]> record, Instant at) {}
}
