package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.AddressedRecord;
import dev.darkroom.dynamodb.mapping.BadRecordException;
import dev.darkroom.dynamodb.mapping.RecordMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * From deliveries to items, beside Connect's polls: a delivery is accepted whole when there is room for it, and mapped
 * and written by workers while Connect polls for the next. All methods are for the task's thread.
 */
public final class Pipeline implements AutoCloseable {
    /** Reported records are looked after this often while nothing else wakes the task's thread. */
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final WritingSettings settings;
    private final RecordMapper mapper;
    private final Offsets offsets = new Offsets();
    private final PendingWrites pending;
    private final Workers workers;
    private final Rejections rejections;
    private final SinkMetrics metrics;

    private Pipeline(
            WritingSettings settings,
            RecordMapper mapper,
            PendingWrites pending,
            Workers workers,
            Rejections rejections,
            SinkMetrics metrics) {
        this.settings = settings;
        this.mapper = mapper;
        this.pending = pending;
        this.workers = workers;
        this.rejections = rejections;
        this.metrics = metrics;
    }

    /**
     * Starts the workers.
     *
     * @param name of their threads
     * @param mappers gives each thread one of its own
     */
    public static Pipeline start(
            String name,
            WritingSettings settings,
            Supplier<RecordMapper> mappers,
            Destination destination,
            MetricRegistry registry,
            RejectedRecords rejectedRecords) {
        Pace pace = settings.rate().pace();
        SinkMetrics metrics = new SinkMetrics(registry, pace);
        int mostRequests = settings.writes().mostRequests();
        PendingWrites pending = new PendingWrites(
                destination.batched() ? settings.writes().batchSize() : 1, new AdaptiveLimit(mostRequests));
        metrics.watch(pending);
        // From the inside out: an attempt is counted, paced, has its large fields stored and its table made, and is
        // made
        // again. A refused request is halved outside of that, so that each half is retried by itself.
        ItemWriter writer = new MeteredWriter(destination.writer(metrics), metrics);
        writer = new PacedWriter(writer, pace);
        writer = destination.withOffloads(writer, metrics);
        writer = new TableCreatingWriter(writer, destination.tableCreation(), destination.keyNames());
        ItemWriter retrying = new RetryingWriter(
                writer, new Pauses(settings.retries(), ThreadLocalRandom::current), pending, metrics);
        Rejections rejections = new Rejections(rejectedRecords, metrics, pending::wake);
        Workers workers =
                Workers.start(name, mostRequests, pending, () -> new Worker(mappers.get(), retrying, rejections));
        return new Pipeline(settings, mappers.get(), pending, workers, rejections, metrics);
    }

    /**
     * Accepts the records, all or none of them.
     *
     * @throws RetriableException when there is no room for them in time, because DynamoDB does not take what was accepted
     *     before: nothing of this delivery was accepted, and Connect delivers it again
     * @throws ConnectException when a record or the configuration ends the task
     */
    public void put(Collection<SinkRecord> records) {
        workers.throwIfFailed();
        rejections.report();
        if (!records.isEmpty()) {
            awaitRoom(records.size());
            accept(records);
        }
    }

    /** Of the offsets that Connect would commit, those whose records are settled, after some time for those under way. */
    public Map<TopicPartition, OffsetAndMetadata> confirmed(Map<TopicPartition, OffsetAndMetadata> delivered) {
        try {
            await(0, Long.MAX_VALUE, 0, settings.writes().flushTimeout().toNanos());
        } catch (ConnectException e) {
            // Connect would take this for a failed commit and go on; the next delivery tells it that the task has
            // ended.
            workers.fail(e);
        }
        return offsets.confirmed(delivered);
    }

    /** Leaves partitions to another task: what is not sent of them is dropped, what is under way is waited for. */
    public void forget(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        pending.dropAbandoned();
        try {
            pending.awaitLandings(settings.writes().landingTimeout().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the workers. What they had not written is open, as far as Connect's offsets go. */
    @Override
    public void close() {
        try {
            workers.stop(settings.writes().landingTimeout().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(Collection<SinkRecord> records) {
        metrics.onDelivered(records.size());
        List<PendingWrite> writes = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            Receipt receipt = offsets.open(record);
            try {
                Optional<AddressedRecord> addressed = mapper.address(record);
                if (addressed.isPresent()) {
                    writes.add(new PendingWrite(addressed.get(), receipt, null));
                } else {
                    receipt.confirm();
                }
            } catch (BadRecordException e) {
                rejections.add(new Rejection(record, receipt, e));
            }
        }
        pending.add(writes);
        rejections.report();
    }

    private void awaitRoom(int more) {
        long mostRecords = Math.max(0, settings.writes().mostPendingRecords() - more);
        if (!await(
                mostRecords,
                settings.writes().mostPendingBytes(),
                mostRecords + settings.writes().mostPendingRecords(),
                settings.retries().timeout().toNanos())) {
            throw new RetriableException("DynamoDB has not taken what was delivered before in " + RetrySettings.TIMEOUT
                    + "=" + settings.retries().timeout().toMillis()
                    + "; Connect will deliver this again. If it stays so, look at the task's metrics and warnings: the"
                    + " table throttles, max.writes.per.second or max.capacity.per.second is too low, or the"
                    + " dead-letter topic takes nothing");
        }
    }

    /**
     * Waits until no more than this is pending, and reports meanwhile what cannot be written.
     *
     * @param mostOpen records that are not settled, or settled behind one that is not
     * @return whether it came to that in time
     */
    private boolean await(long mostRecords, long mostBytes, long mostOpen, long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (true) {
            workers.throwIfFailed();
            rejections.report();
            long left = deadline - System.nanoTime();
            try {
                boolean isDown = pending.awaitDownTo(mostRecords, mostBytes, Math.min(left, LOOK_AGAIN_NANOS));
                if (isDown && offsets.count() <= mostOpen) {
                    return true;
                }
                if (isDown && left > 0) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_AGAIN_NANOS));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (left <= 0) {
                return false;
            }
        }
    }
}
