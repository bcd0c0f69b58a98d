package dev.darkroom.dynamodb.writing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Connect's own metrics of plugins, which name connector and task (KIP-877); workers have them from 4.1 on. */
final class ConnectMetricRegistry implements MetricRegistry {
    private final PluginMetrics metrics;
    private final List<MetricName> gauges = new ArrayList<>();
    private final List<String> sensors = new ArrayList<>();

    private ConnectMetricRegistry(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /** @throws LinkageError on a worker that has none */
    static MetricRegistry of(SinkTaskContext context) {
        return new ConnectMetricRegistry(context.pluginMetrics());
    }

    @Override
    public MetricName name(String name, String description) {
        return metrics.metricName(name, description, new LinkedHashMap<>());
    }

    @Override
    public Sensor sensor(String name) {
        sensors.add(name);
        return metrics.addSensor(name);
    }

    @Override
    public void gauge(MetricName name, DoubleSupplier value) {
        gauges.add(name);
        metrics.addMetric(name, (Gauge<Double>) (config, now) -> value.getAsDouble());
    }

    @Override
    public void close() {
        gauges.forEach(metrics::removeMetric);
        sensors.forEach(metrics::removeSensor);
    }
}
