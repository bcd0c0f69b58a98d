package dev.darkroom.imageprocessor;

import java.time.Duration;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param retried tasks to be delivered again
 * @param processingMillis of each image that was processed
 * @param rawBytes of those images, in all
 */
record BatchReport(int processed, int failed, int retried, List<Long> processingMillis, long rawBytes, Duration took) {
    static BatchReport of(List<Ending> endings, int retried, Duration took) {
        List<Ending.Processed> processed = endings.stream()
                .filter(Ending.Processed.class::isInstance)
                .map(Ending.Processed.class::cast)
                .toList();
        return new BatchReport(
                processed.size(),
                endings.size() - processed.size(),
                retried,
                processed.stream()
                        .map(ending -> ending.event().getProcessingMillis())
                        .toList(),
                processed.stream()
                        .mapToLong(ending -> ending.event().getSizeBytes())
                        .sum(),
                took);
    }
}
