package dev.darkroom.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** Connect as a task sees it: remembers what is reported to it. */
final class TestingSinkTaskContext implements SinkTaskContext {
    private final boolean reports;
    private final List<SinkRecord> reported = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);
    private long timeoutMillis = -1;

    private TestingSinkTaskContext(boolean reports) {
        this.reports = reports;
    }

    static TestingSinkTaskContext withReporter() {
        return new TestingSinkTaskContext(true);
    }

    static TestingSinkTaskContext withoutReporter() {
        return new TestingSinkTaskContext(false);
    }

    /** Offsets of the records reported, in order. */
    List<Long> reportedOffsets() {
        return reported.stream().map(SinkRecord::kafkaOffset).toList();
    }

    List<SinkRecord> reported() {
        return reported;
    }

    List<Throwable> causes() {
        return causes;
    }

    long timeoutMillis() {
        return timeoutMillis;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return reports ? this::report : null;
    }

    /** What is reported from now on is not stored until {@link #storeReports()}. */
    void holdReports() {
        stored = new CompletableFuture<>();
    }

    void storeReports() {
        stored.complete(null);
    }

    private CompletableFuture<Void> report(SinkRecord record, Throwable cause) {
        reported.add(record);
        causes.add(cause);
        return stored;
    }

    @Override
    public void timeout(long timeoutMs) {
        timeoutMillis = timeoutMs;
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {}

    @Override
    public void offset(TopicPartition tp, long offset) {}

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of();
    }

    @Override
    public void pause(TopicPartition... partitions) {}

    @Override
    public void resume(TopicPartition... partitions) {}

    @Override
    public void requestCommit() {}

    @Override
    public PluginMetrics pluginMetrics() {
        // As on a worker of before 4.1: the sink shows its metrics by JMX.
        throw new NoSuchMethodError("pluginMetrics");
    }
}
