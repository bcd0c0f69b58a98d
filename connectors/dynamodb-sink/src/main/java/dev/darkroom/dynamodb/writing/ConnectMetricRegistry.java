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
    private static final int MOST_RUNS = 100;

    private final PluginMetrics metrics;
    private final int run;
    private final List<MetricName> gauges = new ArrayList<>();
    private final List<String> sensors = new ArrayList<>();

    private ConnectMetricRegistry(PluginMetrics metrics, int run) {
        this.metrics = metrics;
        this.run = run;
    }

    /** @throws LinkageError on a worker that has none */
    static MetricRegistry of(SinkTaskContext context) {
        return of(context.pluginMetrics(), System.currentTimeMillis());
    }

    /**
     * A task that Connect could not stop in time still shows its metrics, and will take them away when it ends, while
     * the same task runs anew beside it. Then, and only then, the new ones have a tag that tells them apart.
     */
    static MetricRegistry of(PluginMetrics metrics, long nowMillis) {
        for (int run = 1; ; run++) {
            ConnectMetricRegistry registry = new ConnectMetricRegistry(metrics, run);
            try {
                registry.gauge(
                        registry.name("start-time-ms", "Time at which the task started, in ms since 1970"),
                        () -> nowMillis);
                return registry;
            } catch (IllegalArgumentException e) {
                if (run == MOST_RUNS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public MetricName name(String name, String description) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        if (run > 1) {
            tags.put("run", String.valueOf(run));
        }
        return metrics.metricName(name, description, tags);
    }

    @Override
    public Sensor sensor(String name) {
        String own = run > 1 ? name + "-" + run : name;
        sensors.add(own);
        return metrics.addSensor(own);
    }

    @Override
    public void gauge(MetricName name, DoubleSupplier value) {
        metrics.addMetric(name, (Gauge<Double>) (config, now) -> value.getAsDouble());
        gauges.add(name);
    }

    @Override
    public void close() {
        gauges.forEach(metrics::removeMetric);
        sensors.forEach(metrics::removeSensor);
    }
}
