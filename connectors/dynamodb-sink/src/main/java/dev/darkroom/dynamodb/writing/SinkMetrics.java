package dev.darkroom.dynamodb.writing;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;
import org.apache.kafka.common.metrics.stats.Percentiles.BucketSizing;
import org.apache.kafka.common.metrics.stats.Rate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * What a task tells of its work; names and meanings are in the module's README. Counted per request, not per record, so
 * that it costs little.
 */
final class SinkMetrics implements CapacityListener {
    private static final int HISTOGRAM_BYTES = 4 * 2_000;
    private static final double LONGEST_MILLIS = 60_000;

    private final MetricRegistry registry;
    private final Pace pace;
    private final Sensor records;
    private final Sensor requests;
    private final Sensor writes;
    private final Sensor bytes;
    private final Sensor unprocessed;
    private final Sensor retries;
    private final Sensor throttles;
    private final Sensor lostRaces;
    private final Sensor rejected;
    private final Sensor offloaded;
    private final Sensor capacity;
    private final Sensor latency;

    SinkMetrics(MetricRegistry registry, Pace pace) {
        this.registry = registry;
        this.pace = pace;
        records = counter("record", "records delivered to the task");
        requests = counter("request", "requests sent to DynamoDB");
        writes = counter("write", "items put, updated or deleted");
        bytes = counter("byte", "bytes that the values of the records written hold, about");
        unprocessed = counter("unprocessed", "writes that DynamoDB handed back unprocessed");
        retries = counter("retry", "writes made again");
        throttles = counter("throttle", "requests that DynamoDB throttled");
        lostRaces = counter("lost-race", "writes that an item's version, or its existence, did not let through");
        rejected = counter("rejected", "records that cannot become items");
        offloaded = counter("offloaded-byte", "bytes stored in S3 because their item was too large");
        capacity = counter("consumed-capacity", "write capacity units consumed");
        latency = latency();
    }

    /** Shows what waits and what is under way. */
    void watch(PendingWrites pending) {
        gauge(pending, "requests-under-way", "requests under way", PendingWrites.Load::requestsUnderWay);
        gauge(pending, "request-limit", "requests that may be under way now", PendingWrites.Load::requestLimit);
        gauge(pending, "pending-records", "records whose write is not yet made", PendingWrites.Load::records);
        gauge(
                pending,
                "pending-bytes",
                "bytes that the records of writes not yet made hold, about",
                PendingWrites.Load::weight);
        gauge(
                pending,
                "superseded-total",
                "records that a later or newer one of the same item made needless before they were sent",
                PendingWrites.Load::superseded);
    }

    void onDelivered(int count) {
        records.record(count);
    }

    void onAttempt(Request request, WriteOutcome outcome, long nanos) {
        requests.record(1);
        latency.record(nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
        if (outcome instanceof WriteOutcome.Taken taken) {
            onTaken(request, taken.lostRaces());
        } else if (outcome instanceof WriteOutcome.Unfinished unfinished) {
            onUnfinished(request, unfinished);
        }
    }

    private void onTaken(Request request, int lost) {
        writes.record(request.writes().size() - lost);
        bytes.record((double) request.writes().stream()
                .mapToLong(write -> write.pending().addressed().weight())
                .sum());
        if (lost > 0) {
            lostRaces.record(lost);
        }
    }

    private void onUnfinished(Request request, WriteOutcome.Unfinished unfinished) {
        int left = unfinished.left().size();
        if (unfinished.cause() != WriteOutcome.Cause.THROTTLED) {
            return;
        }
        throttles.record(1);
        if (left < request.writes().size()) {
            writes.record(request.writes().size() - left);
        }
        unprocessed.record(left);
    }

    void onRetry(int count) {
        retries.record(count);
    }

    void onRejected() {
        rejected.record(1);
    }

    void onOffloaded(long count) {
        offloaded.record((double) count);
    }

    @Override
    public void add(@Nullable ConsumedCapacity consumed) {
        if (consumed != null && consumed.capacityUnits() != null) {
            capacity.record(consumed.capacityUnits());
            pace.onConsumed(consumed.capacityUnits());
        }
    }

    private Sensor counter(String what, String description) {
        Sensor sensor = registry.sensor(what);
        sensor.add(registry.name(what + "-total", "Number of " + description), new CumulativeSum());
        sensor.add(registry.name(what + "-rate", "A second's number of " + description), new Rate());
        return sensor;
    }

    private Sensor latency() {
        Sensor sensor = registry.sensor("request-latency");
        sensor.add(name("avg", "Mean"), new Avg());
        sensor.add(name("max", "Longest"), new Max());
        sensor.add(new Percentiles(
                HISTOGRAM_BYTES,
                LONGEST_MILLIS,
                BucketSizing.LINEAR,
                new Percentile(name("p50", "Median"), 50),
                new Percentile(name("p95", "95th percentile of the"), 95),
                new Percentile(name("p99", "99th percentile of the"), 99)));
        return sensor;
    }

    private MetricName name(String statistic, String description) {
        return registry.name("request-latency-ms-" + statistic, description + " time of an attempt, in milliseconds");
    }

    private void gauge(
            PendingWrites pending, String name, String description, ToDoubleFunction<PendingWrites.Load> value) {
        registry.gauge(registry.name(name, "Number of " + description), () -> value.applyAsDouble(pending.load()));
    }
}
