package dev.darkroom.imageprocessor;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells CloudWatch how batches went, by a line of JSON on standard output for each: see the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>. No call is made, so no metric can delay or fail a batch.
 */
final class EmbeddedMetrics implements Consumer<BatchReport> {
    /** CloudWatch takes so many values of one metric in a line. */
    private static final int MOST_VALUES = 100;

    private final String functionName;
    private final InstantSource clock;
    private final Consumer<String> output;

    EmbeddedMetrics(String functionName, InstantSource clock, Consumer<String> output) {
        this.functionName = functionName.replaceAll("[^A-Za-z0-9_-]", "_");
        this.clock = clock;
        this.output = output;
    }

    static EmbeddedMetrics of(Map<String, String> environment) {
        return new EmbeddedMetrics(
                environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "image-processor"),
                InstantSource.system(),
                System.out::println);
    }

    @Override
    public void accept(BatchReport report) {
        output.accept("""
            {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Darkroom","Dimensions":[["FunctionName"]],\
            "Metrics":[{"Name":"ImagesProcessed","Unit":"Count"},{"Name":"ImagesFailed","Unit":"Count"},\
            {"Name":"TasksRetried","Unit":"Count"},{"Name":"ProcessingTime","Unit":"Milliseconds"},\
            {"Name":"BatchTime","Unit":"Milliseconds"},{"Name":"RawBytes","Unit":"Bytes"}]}]},\
            "FunctionName":"%s","ImagesProcessed":%d,"ImagesFailed":%d,"TasksRetried":%d,"ProcessingTime":%s,\
            "BatchTime":%d,"RawBytes":%d}""".formatted(
                        clock.millis(),
                        functionName,
                        report.processed(),
                        report.failed(),
                        report.retried(),
                        report.processingMillis().stream().limit(MOST_VALUES).toList(),
                        report.took().toMillis(),
                        report.rawBytes()));
    }
}
