package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class OffsetsTest {
    private static final TopicPartition FIRST = new TopicPartition("images", 0);
    private static final TopicPartition SECOND = new TopicPartition("images", 1);

    private final Offsets offsets = new Offsets();

    @Test
    void mayBeCommittedUpToTheFirstRecordThatIsOpen() {
        // Given
        offsets.open(record(0, 10)).confirm();
        Receipt open = offsets.open(record(0, 11));
        offsets.open(record(0, 12)).confirm();
        offsets.open(record(1, 5)).confirm();

        // When, Then
        assertThat(confirmed(13, 6)).containsEntry(FIRST, 11L).containsEntry(SECOND, 6L);
        assertThat(offsets.count()).isEqualTo(2);
        open.confirm();
        assertThat(confirmed(13, 6)).containsEntry(FIRST, 13L);
        assertThat(offsets.count()).isZero();
    }

    @Test
    void areNeverBeyondWhatWasDelivered() {
        // Given: the delivery of a record was handed back after it was opened
        offsets.open(record(0, 11));

        // When, Then
        assertThat(confirmed(10, 0)).containsEntry(FIRST, 10L);
    }

    @Test
    void waitForTheFirstDeliveryOfARecordThatIsDeliveredTwice() {
        // Given
        Receipt first = offsets.open(record(0, 1));
        offsets.open(record(0, 2)).confirm();
        offsets.open(record(0, 1)).confirm();

        // When, Then
        assertThat(confirmed(3, 0)).containsEntry(FIRST, 1L);
        first.confirm();
        assertThat(confirmed(3, 0)).containsEntry(FIRST, 3L);
    }

    @Test
    void areThoseOfTheTopicAsItWasReadWhateverAnSmtCallsIt() {
        // Given
        SinkRecord read = record(0, 7);
        offsets.open(read.newRecord("renamed", 3, null, null, null, Map.of(), null));

        // When, Then
        assertThat(confirmed(8, 0)).containsEntry(FIRST, 7L);
    }

    @Test
    void forgetPartitionsAndAbandonWhatIsOpenOfThem() {
        // Given
        Receipt left = offsets.open(record(0, 1));
        Receipt kept = offsets.open(record(1, 1));

        // When
        offsets.forget(List.of(FIRST));

        // Then
        assertThat(left.isAbandoned()).isTrue();
        assertThat(kept.isAbandoned()).isFalse();
        assertThat(offsets.count()).isEqualTo(1);
    }

    private Map<TopicPartition, Long> confirmed(long ofFirst, long ofSecond) {
        return offsets
                .confirmed(Map.of(FIRST, new OffsetAndMetadata(ofFirst), SECOND, new OffsetAndMetadata(ofSecond)))
                .entrySet()
                .stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private static SinkRecord record(int partition, long offset) {
        return new SinkRecord("images", partition, null, null, null, Map.of(), offset);
    }
}
