package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.KafkaEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic as Lambda's pollers do: a member of a real consumer group that hands batches to the function, each
 * partition in order, and commits a batch's offsets when all of it is done. What was in flight when the process ends is
 * therefore delivered again.
 */
final class EventSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSource.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    /** How long an invocation may take to end when the event source is closed. */
    private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

    private final KafkaEventSource source;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BatchDelivery delivery;
    private final int concurrency;
    private final List<BatchInFlight> inFlight = new ArrayList<>();
    /** Deliveries that broke off since one came to its end. */
    private final AtomicInteger failedDeliveries = new AtomicInteger();

    private final Thread thread;
    private final Backlog backlog;
    private volatile boolean closing;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    private EventSource(
            KafkaEventSource source,
            Supplier<Consumer<byte[], byte[]>> consumers,
            BatchDelivery delivery,
            int concurrency) {
        this.source = source;
        this.consumers = consumers;
        this.delivery = delivery;
        this.concurrency = concurrency;
        this.backlog = new Backlog(source);
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("event-source-" + source.topic())
                .unstarted(this::run);
    }

    /** @param concurrency how many batches may be in flight, those that wait between attempts not counted */
    static EventSource start(
            KafkaEventSource source,
            Supplier<Consumer<byte[], byte[]>> consumers,
            BatchDelivery delivery,
            int concurrency) {
        EventSource started = new EventSource(source, consumers, delivery, concurrency);
        started.thread.start();
        return started;
    }

    /** Ends reading; a batch whose invocation ends in a few seconds is still committed. */
    @Override
    public void close() {
        closing = true;
        wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                read(consumer);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("topic", source.topic())
                        .addKeyValue("group", source.consumerGroupId())
                        .setCause(e)
                        .log("An event source lost its consumer and starts another");
                failures++;
                pause(Backoff.millisAfter(failures));
            } finally {
                current = null;
                inFlight.forEach(batch -> batch.lose(batch.partitions()));
                backlog.forgetAll();
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(source.topic()), new Assignment(consumer));
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : poll(consumer)) {
                backlog.add(record, Instant.now());
            }
            commitFinished(consumer);
            startDue();
            hold(consumer);
        }
        drain(consumer);
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(patience());
        } catch (WakeupException e) {
            return List.of();
        }
    }

    private boolean hasRoom() {
        return inFlight.stream().filter(batch -> !batch.resting()).count() < concurrency;
    }

    private Duration patience() {
        Duration untilDue = hasRoom() ? backlog.untilDue(Instant.now()) : LONGEST_POLL;
        return untilDue.isNegative() ? Duration.ZERO : untilDue.compareTo(LONGEST_POLL) < 0 ? untilDue : LONGEST_POLL;
    }

    private void startDue() {
        while (hasRoom()) {
            List<ConsumerRecord<byte[], byte[]>> records = backlog.take(Instant.now());
            if (records.isEmpty()) {
                return;
            }
            BatchInFlight batch = new BatchInFlight(records, this::wakeUp);
            inFlight.add(batch);
            Thread.ofVirtual().name("delivery-" + source.topic()).start(() -> deliver(batch, records));
        }
    }

    private void deliver(BatchInFlight batch, List<ConsumerRecord<byte[], byte[]>> records) {
        boolean delivered = false;
        try {
            delivered = delivery.deliver(records, batch);
            failedDeliveries.set(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("partitions", batch.partitions())
                    .setCause(e)
                    .log("A delivery broke off; its batch is read and delivered again");
            batch.rest();
            pause(Backoff.millisAfter(failedDeliveries.incrementAndGet()));
        } finally {
            batch.finish(delivered);
        }
    }

    /** Commits behind what was delivered, and goes back to what was not, which would be passed over otherwise. */
    private void commitFinished(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (BatchInFlight batch : List.copyOf(inFlight)) {
            if (batch.finished()) {
                inFlight.remove(batch);
                backlog.release(batch.partitions());
                offsets.putAll(batch.offsetsToCommit());
                goBack(consumer, batch.offsetsToReturnTo());
            }
        }
        if (!offsets.isEmpty()) {
            commit(consumer, offsets);
        }
    }

    private void goBack(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> offsets) {
        if (closing) {
            return;
        }
        backlog.forget(offsets.keySet());
        Set<TopicPartition> assigned = consumer.assignment();
        offsets.forEach((partition, offset) -> {
            if (assigned.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    /** A wake-up may be meant for the poll that follows; the commit has to be made all the same. */
    private void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        while (true) {
            try {
                consumer.commitSync(offsets);
                return;
            } catch (WakeupException e) {
                LOG.atTrace().log("Woken up during a commit");
            } catch (RebalanceInProgressException e) {
                LOG.atInfo().addKeyValue("offsets", offsets).log("Not committed during a rebalance; delivered again");
                return;
            }
        }
    }

    private void hold(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> assigned = consumer.assignment();
        List<TopicPartition> full = assigned.stream().filter(backlog::full).toList();
        consumer.pause(full);
        consumer.resume(consumer.paused().stream()
                .filter(partition -> !backlog.full(partition))
                .toList());
    }

    private void drain(Consumer<byte[], byte[]> consumer) {
        inFlight.forEach(BatchInFlight::abandon);
        Instant deadline = Instant.now().plus(DRAIN_TIME);
        while (!inFlight.isEmpty() && Instant.now().isBefore(deadline)) {
            pause(10);
            commitFinished(consumer);
        }
    }

    private void wakeUp() {
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows the group's decisions on who reads which partition. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        Assignment(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.atInfo().addKeyValue("partitions", partitions).log("An event source reads partitions");
            Instant from = source.startingTimestamp();
            if (from != null) {
                StartingTimestamp.seek(consumer, Set.copyOf(partitions), from);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitFinished(consumer);
            inFlight.forEach(batch -> batch.lose(Set.copyOf(partitions)));
            backlog.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            inFlight.forEach(batch -> batch.lose(Set.copyOf(partitions)));
            backlog.forget(partitions);
        }
    }
}
