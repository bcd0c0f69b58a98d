package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmbeddedMetricsTest {
    @Test
    void writesOneLineThatCloudWatchReads() {
        // Given
        List<String> lines = new ArrayList<>();
        EmbeddedMetrics metrics = new EmbeddedMetrics(
                "darkroom-\"express\"", InstantSource.fixed(Instant.ofEpochMilli(1234)), lines::add);

        // When
        metrics.accept(new BatchReport(2, 1, 1, List.of(40L, 50L), 9_000_000_000L, Duration.ofMillis(95)));

        // Then
        assertThat(lines)
                .containsExactly("{\"_aws\":{\"Timestamp\":1234,\"CloudWatchMetrics\":[{\"Namespace\":\"Darkroom\","
                        + "\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":["
                        + "{\"Name\":\"ImagesProcessed\",\"Unit\":\"Count\"},{\"Name\":\"ImagesFailed\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"TasksRetried\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"ProcessingTime\",\"Unit\":\"Milliseconds\"},"
                        + "{\"Name\":\"BatchTime\",\"Unit\":\"Milliseconds\"},{\"Name\":\"RawBytes\",\"Unit\":\"Bytes\"}]}]},"
                        + "\"FunctionName\":\"darkroom-_express_\",\"ImagesProcessed\":2,\"ImagesFailed\":1,"
                        + "\"TasksRetried\":1,\"ProcessingTime\":[40, 50],\"BatchTime\":95,\"RawBytes\":9000000000}");
    }
}
