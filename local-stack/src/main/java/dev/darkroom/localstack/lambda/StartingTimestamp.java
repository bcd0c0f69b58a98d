package dev.darkroom.localstack.lambda;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Starting position AT_TIMESTAMP: where partitions begin for which the group has no offset yet. */
final class StartingTimestamp {
    private StartingTimestamp() {}

    static void seek(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, Instant from) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
        Map<TopicPartition, Long> wanted = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .collect(Collectors.toMap(Function.identity(), partition -> from.toEpochMilli()));
        consumer.offsetsForTimes(wanted).forEach((partition, offset) -> seek(consumer, partition, offset));
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, @Nullable OffsetAndTimestamp offset) {
        if (offset == null) {
            consumer.seekToEnd(List.of(partition));
        } else {
            consumer.seek(partition, offset.offset());
        }
    }
}
