package dev.darkroom.dynamodb.writing;

import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Where a task's metrics are shown. */
public interface MetricRegistry extends AutoCloseable {
    /** Connect's own metrics of plugins where the worker has them, JMX beans of ours where not. */
    static MetricRegistry of(SinkTaskContext context, String connector, String task) {
        try {
            return ConnectMetricRegistry.of(context);
        } catch (LinkageError e) {
            return new JmxMetricRegistry(connector, task);
        }
    }

    MetricName name(String name, String description);

    Sensor sensor(String name);

    void gauge(MetricName name, DoubleSupplier value);

    /** Takes the metrics away again. */
    @Override
    void close();
}
