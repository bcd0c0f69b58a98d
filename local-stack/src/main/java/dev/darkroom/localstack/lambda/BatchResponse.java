package dev.darkroom.localstack.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a function that reports batch item failures answers:
 * {@code {"batchItemFailures":[{"itemIdentifier":{"partition":"topic-0","offset":1}}]}} (Lambda guide,
 * kafka-retry-configurations).
 */
record BatchResponse(String body) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The records to deliver again: none for an empty answer, the ones named, or all of them when the answer cannot be
     * read or names a record that was not in the batch.
     */
    List<ConsumerRecord<byte[], byte[]>> failedOf(List<ConsumerRecord<byte[], byte[]>> batch) {
        Optional<Set<Item>> failed = failedItems();
        Set<Item> items = batch.stream().map(Item::of).collect(Collectors.toSet());
        return failed.filter(items::containsAll)
                .map(named -> batch.stream()
                        .filter(record -> named.contains(Item.of(record)))
                        .toList())
                .orElse(batch);
    }

    /** The items the answer names, or nothing when it makes no sense. */
    private Optional<Set<Item>> failedItems() {
        try {
            JsonNode response = JSON.readTree(body);
            if (response.isMissingNode() || response.isNull()) {
                return Optional.of(Set.of());
            }
            JsonNode failures = response.path("batchItemFailures");
            if (response.isObject() && (failures.isMissingNode() || failures.isNull())) {
                return Optional.of(Set.of());
            }
            List<Optional<Item>> items = failures.valueStream().map(Item::of).toList();
            return failures.isArray() && items.stream().allMatch(Optional::isPresent)
                    ? Optional.of(items.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private record Item(String partition, long offset) {
        static Item of(ConsumerRecord<byte[], byte[]> record) {
            return new Item(EventFormat.partitionName(record), record.offset());
        }

        static Optional<Item> of(JsonNode failure) {
            JsonNode partition = failure.path("itemIdentifier").path("partition");
            JsonNode offset = failure.path("itemIdentifier").path("offset");
            return partition.isTextual() && offset.isIntegralNumber()
                    ? Optional.of(new Item(partition.asText(), offset.asLong()))
                    : Optional.empty();
        }
    }
}
