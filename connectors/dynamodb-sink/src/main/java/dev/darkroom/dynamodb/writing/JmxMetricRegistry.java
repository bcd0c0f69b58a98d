package dev.darkroom.dynamodb.writing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.Time;

/** JMX beans of our own, {@code darkroom:type=dynamodb-sink,connector=…,task=…}, for workers without KIP-877. */
final class JmxMetricRegistry implements MetricRegistry {
    private static final String DOMAIN = "darkroom";
    private static final String GROUP = "dynamodb-sink";

    private final Metrics metrics =
            new Metrics(new MetricConfig(), List.of(new JmxReporter()), Time.SYSTEM, new KafkaMetricsContext(DOMAIN));
    private final Map<String, String> tags = new LinkedHashMap<>();

    JmxMetricRegistry(String connector, String task) {
        tags.put("connector", connector);
        tags.put("task", task);
    }

    @Override
    public MetricName name(String name, String description) {
        return metrics.metricName(name, GROUP, description, tags);
    }

    @Override
    public Sensor sensor(String name) {
        return metrics.sensor(name);
    }

    @Override
    public void gauge(MetricName name, DoubleSupplier value) {
        metrics.addMetric(name, (Gauge<Double>) (config, now) -> value.getAsDouble());
    }

    @Override
    public void close() {
        metrics.close();
    }
}
