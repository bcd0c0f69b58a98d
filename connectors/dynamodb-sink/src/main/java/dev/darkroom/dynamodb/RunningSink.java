package dev.darkroom.dynamodb;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A sink between start and stop; everything in it is final. */
final class RunningSink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningSink.class);

    private final RecordMapper mapper;
    private final WriteSettings writes;
    private final RetrySettings retries;
    private final Pauses pauses;
    private final BatchWriter writer;
    private final RejectedRecords rejectedRecords;
    private final Runnable onClose;

    RunningSink(
            SinkConfig config, BatchWriter writer, Pauses pauses, RejectedRecords rejectedRecords, Runnable onClose) {
        this.mapper =
                new RecordMapper(config.table(), config.keys(), config.writes().tombstones());
        this.writes = config.writes();
        this.retries = config.retries();
        this.writer = writer;
        this.pauses = pauses;
        this.rejectedRecords = rejectedRecords;
        this.onClose = onClose;
    }

    static RunningSink start(SinkConfig config, RejectedRecords rejectedRecords) {
        DynamoDbClient client = config.connection().connect();
        log.atInfo()
                .addKeyValue("table", config.table())
                .addKeyValue("keyAttributes", config.keys().attributes())
                .addKeyValue("batchSize", config.writes().batchSize())
                .log("DynamoDB sink started");
        return new RunningSink(
                config,
                new DynamoDbBatchWriter(client),
                new Pauses(Clock.systemUTC(), RandomGenerator.getDefault(), Thread::sleep),
                rejectedRecords,
                client::close);
    }

    /**
     * Writes the records and then reports those that cannot be written, so that a delivery that has to be repeated
     * reports none of them twice.
     */
    void put(Collection<SinkRecord> records) {
        List<Rejection> rejections = new ArrayList<>();
        LatestWrites latest = new LatestWrites();
        for (SinkRecord record : records) {
            try {
                mapper.map(record).ifPresent(latest::add);
            } catch (BadRecordException e) {
                rejections.add(new Rejection(record, e));
            }
        }
        // The isolation is outermost: each half of a refused batch is retried by itself.
        IsolatingWriter isolating = new IsolatingWriter(
                new RetryingBatchWriter(writer, retries, pauses, pauses.deadline(retries.timeout())));
        for (List<Write> batch : Batches.of(latest.all(), writes.batchSize())) {
            rejections.addAll(isolating.write(batch));
        }
        rejections.forEach(rejectedRecords::report);
    }

    /** How long Connect should wait before it delivers again what {@link #put} could not write. */
    Duration redeliveryPause() {
        return retries.longestPause();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
