package dev.darkroom.dynamodb.writing;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How much is written at once and how much may wait.
 *
 * @param mostPendingBytes that the records' values hold, about
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
                        3_000,
                        ConfigDef.Range.atLeast(1),
                        Importance.MEDIUM,
                        "Most records of a task that wait to be written; a delivery is accepted whole once it fits, or once"
                                + " nothing waits. After a crash these are delivered again, and at most as many behind"
                                + " them.",
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
                        "Bytes that the values of a task's waiting records may hold, about, their characters and bytes; a"
                                + " delivery is accepted once there are fewer. In memory they take some times that.",
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
                                + " little. A stop takes half as long again at most: keep that under the worker's"
                                + " task.shutdown.graceful.timeout.ms (5 seconds by default).",
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
        return flushTimeout.dividedBy(4);
    }
}
