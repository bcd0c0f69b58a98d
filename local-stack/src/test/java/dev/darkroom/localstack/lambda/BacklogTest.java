package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class BacklogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Batches of four, window of half a second. */
    private final Backlog backlog = new Backlog(TestingBatches.source());

    @Test
    void waitsForTheWindowUnlessTheBatchIsFull() {
        // Given
        backlog.add(TestingBatches.record(0, 0, "a"), START);
        backlog.add(TestingBatches.record(1, 0, "b"), START.plusMillis(100));

        // Then
        assertThat(backlog.take(START.plusMillis(499))).isEmpty();
        assertThat(backlog.untilDue(START.plusMillis(400))).hasMillis(100);
        assertThat(backlog.take(START.plusMillis(500))).hasSize(2);
    }

    @Test
    void takesAFullBatchAtOnceAndNoMore() {
        // Given
        for (int offset = 0; offset < 6; offset++) {
            backlog.add(TestingBatches.record(0, offset, "a"), START);
        }

        // Then
        assertThat(backlog.take(START)).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void keepsAPartitionBusyUntilItsBatchIsReleased() {
        // Given
        for (int offset = 0; offset < 8; offset++) {
            backlog.add(TestingBatches.record(0, offset, "a"), START);
        }
        backlog.take(START);

        // Then
        assertThat(backlog.take(START.plusSeconds(9))).isEmpty();

        // When
        backlog.release(List.of(new TopicPartition("tasks", 0)));

        // Then
        assertThat(backlog.take(START)).extracting(ConsumerRecord::offset).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void keepsAnEventBelowSixMegabytes() {
        // Given
        for (int offset = 0; offset < 4; offset++) {
            backlog.add(TestingBatches.record(0, offset, new byte[2_000_000]), START);
        }

        // When
        List<ConsumerRecord<byte[], byte[]>> batch = backlog.take(START);

        // Then
        assertThat(batch).hasSize(2);
        assertThat(new EventFormat("arn", "b").event(batch).length()).isLessThan(6 * 1024 * 1024);
    }
}
