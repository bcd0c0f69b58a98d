package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics of runs of one task in a worker, which gives each run its own way to the same names. */
final class ConnectMetricRegistryTest {
    private final Metrics worker = new Metrics();

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void showsARunBesideOneThatConnectCouldNotStop() {
        // Given
        MetricRegistry stuck = run(1.0);

        // When
        MetricRegistry next = run(2.0);
        stuck.close();

        // Then
        assertThat(values()).containsOnly(2.0);
        next.close();
        assertThat(values()).isEmpty();
    }

    @Test
    void showsTheRunAfterOneThatEndedUnderTheSameName() {
        // Given
        run(1.0).close();

        // When
        run(2.0);

        // Then
        assertThat(worker.metrics().keySet())
                .filteredOn(name -> name.name().equals("write-total"))
                .singleElement()
                .satisfies(name -> assertThat(name.tags()).isEqualTo(Map.of("task", "0")));
    }

    private MetricRegistry run(double value) {
        MetricRegistry registry = ConnectMetricRegistry.of(new PluginMetricsImpl(worker, Map.of("task", "0")), 0);
        registry.gauge(registry.name("pending", "what waits"), () -> value);
        var writes = registry.sensor("write");
        writes.add(registry.name("write-total", "what was written"), new CumulativeSum());
        writes.record(value);
        return registry;
    }

    private List<Object> values() {
        return worker.metrics().values().stream()
                .filter(metric -> metric.metricName().tags().containsKey("task"))
                .filter(metric -> !metric.metricName().name().equals("start-time-ms"))
                .map(KafkaMetric::metricValue)
                .toList();
    }
}
