package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.KafkaEventSource;
import dev.darkroom.localstack.template.KafkaEventSource.StartingPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Event sources and records for tests. */
final class TestingBatches {
    private TestingBatches() {}

    /** Reports batch item failures, bisects, gives up after two retries to topic failures. */
    static KafkaEventSource source() {
        return source(2, null, "failures");
    }

    static KafkaEventSource source(
            int maximumRetryAttempts, @Nullable Duration maximumRecordAge, @Nullable String onFailureTopic) {
        return new KafkaEventSource(
                "arn:aws:kafka:us-east-1:000000000000:cluster/local/1",
                "tasks",
                "workers",
                StartingPosition.TRIM_HORIZON,
                null,
                4,
                Duration.ofMillis(500),
                maximumRetryAttempts,
                maximumRecordAge,
                true,
                true,
                onFailureTopic,
                1);
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String value) {
        return record(partition, offset, bytes(value));
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
        return new ConsumerRecord<>(
                "tasks",
                partition,
                offset,
                1_545_084_650_987L,
                TimestampType.CREATE_TIME,
                3,
                value.length,
                bytes("key"),
                value,
                new RecordHeaders().add("trace", new byte[] {104, 101, -61}),
                Optional.empty());
    }

    static String report(Stream<ConsumerRecord<byte[], byte[]>> failed) {
        return "{\"batchItemFailures\":["
                + String.join(
                        ",",
                        failed.map(record -> "{\"itemIdentifier\":{\"partition\":\"%s-%d\",\"offset\":%d}}"
                                        .formatted(record.topic(), record.partition(), record.offset()))
                                .toList())
                + "]}";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
