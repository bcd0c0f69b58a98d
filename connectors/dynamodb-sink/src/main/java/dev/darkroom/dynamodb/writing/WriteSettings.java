package dev.darkroom.dynamodb.writing;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How much is written at once and how much may wait.
 *
 * @param mostPendingRecords delivered and not settled, or settled behind one that is not
 * @param mostPendingBytes of the writes that wait, as the most they take up in requests
 */
record WriteSettings(
        int batchSize, int mostRequests, int mostPendingRecords, long mostPendingBytes, Duration flushTimeout) {
    static final String BATCH_SIZE = "batch.size";
    static final String MOST_REQUESTS = "max.requests.in.flight";
    static final String MOST_PENDING_RECORDS = "max.pending.records";
    static final String MOST_PENDING_BYTES = "max.pending.bytes";
    static final String FLUSH_TIMEOUT = "flush.timeout.ms";

    private static final String GROUP = "Writes";
    private static final int MEGABYTE = 1024 * 1024;

    static void define(ConfigDef definition) {
        definition
                .define(
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        RequestSize.MOST_WRITES,
                        ConfigDef.Range.between(1, RequestSize.MOST_WRITES),
                        Importance.MEDIUM,
                        "Most items in one request, where requests carry several: write.mode=put without newer.wins.by.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Batch size")
                .define(
                        MOST_REQUESTS,
                        ConfigDef.Type.INT,
                        8,
                        ConfigDef.Range.between(1, 256),
                        Importance.MEDIUM,
                        "Most requests of a task under way at a time, each with a thread of its own. While DynamoDB"
                                + " throttles there are fewer, down to one.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Most requests in flight")
                .define(
                        MOST_PENDING_RECORDS,
                        ConfigDef.Type.INT,
                        5_000,
                        ConfigDef.Range.atLeast(1),
                        Importance.MEDIUM,
                        "Records of a task that may wait to be written, or for the offset of one that does; a delivery"
                                + " that comes on top is accepted whole once there are fewer. At most these are"
                                + " delivered again after a crash.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Most pending records")
                .define(
                        MOST_PENDING_BYTES,
                        ConfigDef.Type.LONG,
                        32L * MEGABYTE,
                        ConfigDef.Range.atLeast(1L),
                        Importance.MEDIUM,
                        "Bytes of writes of a task that may wait, counted as in a request; in memory they and their records"
                                + " take some times that.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Most pending bytes")
                .define(
                        FLUSH_TIMEOUT,
                        ConfigDef.Type.LONG,
                        3_000L,
                        ConfigDef.Range.atLeast(0L),
                        Importance.LOW,
                        "Milliseconds a commit of offsets waits for what is pending, so that a stop or a rebalance repeats"
                                + " little. Keep it under the worker's task.shutdown.graceful.timeout.ms (5 seconds by"
                                + " default).",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Flush timeout");
    }

    static WriteSettings from(AbstractConfig config) {
        return new WriteSettings(
                config.getInt(BATCH_SIZE),
                config.getInt(MOST_REQUESTS),
                config.getInt(MOST_PENDING_RECORDS),
                config.getLong(MOST_PENDING_BYTES),
                Duration.ofMillis(config.getLong(FLUSH_TIMEOUT)));
    }

    /** How long requests under way are waited for when their partitions are left or the sink stops. */
    Duration landingTimeout() {
        return flushTimeout.dividedBy(2);
    }
}
