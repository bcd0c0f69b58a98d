package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

final class FailureTopicTest {
    private static final ConsumerRecord<byte[], byte[]> RECORD = TestingBatches.record(0, 7, "a");
    private static final DeliveryFailure FAILURE =
            new DeliveryFailure(DeliveryFailure.Condition.RETRIES_EXHAUSTED, "request", 3, null, null);

    private final Deque<TestingProducer> producers = new ConcurrentLinkedDeque<>();
    private final List<Integer> pauses = new ArrayList<>();

    @Test
    void triesAgainWithTheSameProducerWhenTheBrokerIsAway() throws InterruptedException {
        // Given
        TestingProducer producer =
                producer().failing(new TimeoutException("away")).failing(new TimeoutException("away"));

        // When
        boolean safe = accept();

        // Then
        assertThat(safe).isTrue();
        assertThat(producer.written()).hasSize(1);
        assertThat(producer.closed()).isFalse();
        assertThat(pauses).containsExactly(1, 2);
    }

    @Test
    void replacesAProducerThatHasFailedForGood() throws InterruptedException {
        // Given
        TestingProducer broken = producer().failing(new OutOfOrderSequenceException("fatal"));
        TestingProducer thrower = producer().throwing(new KafkaException("cannot execute in an error state"));
        TestingProducer sound = producer();

        // When
        boolean safe = accept();

        // Then
        assertThat(safe).isTrue();
        assertThat(broken.closed()).isTrue();
        assertThat(thrower.closed()).isTrue();
        assertThat(sound.written())
                .singleElement()
                .satisfies(written -> assertThat(headers(written)).contains("trace", "lambda.failure.condition"));
    }

    @Test
    void triesAgainWhenNoProducerCanBeMade() throws InterruptedException {
        // Given
        List<Integer> attempts = new ArrayList<>();
        TestingProducer sound = new TestingProducer();

        // When
        boolean safe = destination(new FailureProducer(() -> {
                    attempts.add(attempts.size());
                    if (attempts.size() == 1) {
                        throw new KafkaException("Failed to construct kafka producer");
                    }
                    return sound;
                }))
                .accept(RECORD, FAILURE, () -> false);

        // Then
        assertThat(safe).isTrue();
        assertThat(sound.written()).hasSize(1);
    }

    @Test
    void leavesItsOwnHeadersOutOfARecordThatWouldBeTooLarge() throws InterruptedException {
        // Given
        TestingProducer producer = producer().failing(new RecordTooLargeException("too large"));

        // When
        boolean safe = accept();

        // Then
        assertThat(safe).isTrue();
        assertThat(producer.closed()).isFalse();
        assertThat(producer.written()).singleElement().satisfies(written -> {
            assertThat(headers(written)).containsExactly("trace");
            assertThat(written.value()).isEqualTo(RECORD.value());
        });
        assertThat(pauses).isEmpty();
    }

    @Test
    void holdsOnToARecordThatIsRefusedForAsLongAsItIsWanted() throws InterruptedException {
        // Given
        TestingProducer producer = producer();
        for (int i = 0; i < 5; i++) {
            producer.failing(new RecordTooLargeException("too large"));
        }

        // When
        boolean safe =
                destination(new FailureProducer(producers::remove)).accept(RECORD, FAILURE, () -> pauses.size() == 4);

        // Then
        assertThat(safe).isFalse();
        assertThat(producer.written()).isEmpty();
    }

    private TestingProducer producer() {
        TestingProducer producer = new TestingProducer();
        producers.add(producer);
        return producer;
    }

    private boolean accept() throws InterruptedException {
        return destination(new FailureProducer(producers::remove)).accept(RECORD, FAILURE, () -> false);
    }

    private FailureTopic destination(FailureProducer producer) {
        return new FailureTopic("failures", "arn", producer, Clock.systemUTC(), pauses::add);
    }

    private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
        List<String> names = new ArrayList<>();
        for (Header header : record.headers()) {
            names.add(header.key());
        }
        return names;
    }
}
