package dev.darkroom.localstack.template;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event source of type MSK, with AWS's defaults where the template is silent and AWS's limits checked
 * (Lambda API, CreateEventSourceMapping).
 *
 * @param clusterArn the cluster as the events name it
 * @param startingTimestamp where to begin when {@code startingPosition} is AT_TIMESTAMP, otherwise null
 * @param maximumRetryAttempts retries after the first attempt; -1 is without end
 * @param maximumRecordAge how old a record may be when it is handed over; null is without limit
 * @param onFailureTopic the Kafka topic given up records go to, or null when they are dropped
 * @param maximumPollers the most pollers of provisioned mode, or null in on-demand mode
 */
public record KafkaEventSource(
        String clusterArn,
        String topic,
        String consumerGroupId,
        StartingPosition startingPosition,
        @Nullable Instant startingTimestamp,
        int batchSize,
        Duration maximumBatchingWindow,
        int maximumRetryAttempts,
        @Nullable Duration maximumRecordAge,
        boolean bisectBatchOnFunctionError,
        boolean reportBatchItemFailures,
        @Nullable String onFailureTopic,
        @Nullable Integer maximumPollers) {

    static final int DEFAULT_BATCH_SIZE = 100;
    static final Duration DEFAULT_BATCHING_WINDOW = Duration.ofMillis(500);
    static final int INFINITE = -1;

    /** Where a consumer group without committed offsets begins. */
    public enum StartingPosition {
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    public KafkaEventSource {
        Limits.checkTopic("Topics", topic);
        if (consumerGroupId.isEmpty() || consumerGroupId.length() > 200) {
            throw new IllegalArgumentException("ConsumerGroupId must have 1 to 200 characters");
        }
        Limits.check("BatchSize", batchSize, 1, 10_000);
        Limits.check("MaximumBatchingWindowInSeconds", maximumBatchingWindow.toSeconds(), 0, 300);
        Limits.check("MaximumRetryAttempts", maximumRetryAttempts, INFINITE, 10_000);
        if (maximumRecordAge != null) {
            Limits.check("MaximumRecordAgeInSeconds", maximumRecordAge.toSeconds(), 60, 604_800);
        }
        if (maximumPollers != null) {
            Limits.check("MaximumPollers", maximumPollers, 1, 2_000);
        }
        if ((startingPosition == StartingPosition.AT_TIMESTAMP) != (startingTimestamp != null)) {
            throw new IllegalArgumentException("StartingPositionTimestamp goes with StartingPosition AT_TIMESTAMP");
        }
        if (onFailureTopic != null) {
            checkDestination(onFailureTopic, topic, maximumPollers);
        }
    }

    private static void checkDestination(String destination, String source, @Nullable Integer maximumPollers) {
        Limits.checkTopic("DestinationConfig.OnFailure.Destination", destination);
        if (destination.equals(source)) {
            throw new IllegalArgumentException("The on-failure destination " + destination + " is the source itself");
        }
        if (maximumPollers == null) {
            throw new IllegalArgumentException(
                    "A Kafka on-failure destination needs provisioned mode: give ProvisionedPollerConfig");
        }
    }
}
