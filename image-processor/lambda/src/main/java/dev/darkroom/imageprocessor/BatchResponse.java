package dev.darkroom.imageprocessor;

import java.util.List;

/**
 * What Lambda's Kafka event source takes as a partial batch response: {@code
 * {"batchItemFailures":[{"itemIdentifier":{"partition":"image-tasks-bulk-0","offset":15}}]}}. An empty list says that
 * the whole batch succeeded. {@code aws-lambda-java-events} has no class for it: its {@code StreamsEventResponse} can
 * only name an item by a string.
 *
 * @param batchItemFailures the items to be delivered again
 */
public record BatchResponse(List<ItemFailure> batchItemFailures) {
    public BatchResponse {
        batchItemFailures = List.copyOf(batchItemFailures);
    }

    /** One item that failed. */
    public record ItemFailure(ItemIdentifier itemIdentifier) {}

    /**
     * Which one.
     *
     * @param partition the key of the event's {@code records} it came under: topic, hyphen, partition
     */
    public record ItemIdentifier(String partition, long offset) {}
}
