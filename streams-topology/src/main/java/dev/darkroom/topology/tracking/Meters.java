package dev.darkroom.topology.tracking;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What has no place on a topic, as rates and totals among Kafka Streams' own metrics: group {@code stream-images-metrics},
 * tag {@code images-id} the task.
 */
final class Meters {
    private final Sensor repetitions;
    private final Sensor duplicates;
    private final Sensor late;
    private final Sensor overdue;
    private final Sensor backOffs;
    private final Sensor redrives;
    private final Sensor adopted;

    Meters(StreamsMetrics metrics, TaskId task) {
        repetitions = sensor(metrics, task, "repeated-uploads");
        duplicates = sensor(metrics, task, "duplicate-uploads");
        late = sensor(metrics, task, "late-outcomes");
        overdue = sensor(metrics, task, "overdue-tasks");
        backOffs = sensor(metrics, task, "further-attempts");
        redrives = sensor(metrics, task, "requested-redrives");
        adopted = sensor(metrics, task, "adopted-images");
    }

    private static Sensor sensor(StreamsMetrics metrics, TaskId task, String operation) {
        return metrics.addRateTotalSensor("images", task.toString(), operation, RecordingLevel.INFO);
    }

    /** An upload that is known already. */
    void repetition() {
        repetitions.record();
    }

    /** An upload of bytes that are known already. */
    void duplicate() {
        duplicates.record();
    }

    /** An outcome of an image that has ended, or of an earlier round. */
    void late() {
        late.record();
    }

    void overdue() {
        overdue.record();
    }

    void backOff() {
        backOffs.record();
    }

    void redrive() {
        redrives.record();
    }

    /** An outcome of an image that nobody here knows. */
    void adopted() {
        adopted.record();
    }
}
