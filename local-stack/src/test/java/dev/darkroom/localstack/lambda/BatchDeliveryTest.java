package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.darkroom.localstack.template.KafkaEventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchDeliveryTest {
    private static final List<ConsumerRecord<byte[], byte[]>> BATCH = List.of(
            TestingBatches.record(0, 0, "a"),
            TestingBatches.record(0, 1, "b"),
            TestingBatches.record(1, 0, "c"),
            TestingBatches.record(1, 1, "d"));

    /** The offsets of each event, by partition. */
    private final List<String> events = new ArrayList<>();

    private final List<Integer> pauses = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> givenUp = new ArrayList<>();
    private final List<DeliveryFailure> failures = new ArrayList<>();
    private final List<Boolean> restingWhenPaused = new ArrayList<>();
    private final List<Boolean> restingWhenGivenUp = new ArrayList<>();
    private final TestingDelivery inFlight = new TestingDelivery(() -> false);

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}"})
    void takesAnEmptyAnswerForSuccess(String answer) throws InterruptedException {
        // When
        boolean delivered = deliver(TestingBatches.source(), event -> succeeded(answer));

        // Then
        assertThat(delivered).isTrue();
        assertThat(events).containsExactly("0:0,0:1,1:0,1:1");
        assertThat(givenUp).isEmpty();
    }

    @Test
    void deliversOnlyReportedRecordsAgain() throws InterruptedException {
        // When
        deliver(
                TestingBatches.source(),
                event -> succeeded(events.size() == 1 ? TestingBatches.report(Stream.of(BATCH.get(1))) : ""));

        // Then
        assertThat(events).containsExactly("0:0,0:1,1:0,1:1", "0:1");
        assertThat(pauses).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{\"batchItemFailures\":7}",
                "{\"batchItemFailures\":[{}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"tasks-0\"}}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"tasks-0\",\"offset\":99}}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"tasks-9\",\"offset\":0}}]}"
            })
    void deliversTheWholeBatchAgainWhenTheAnswerMakesNoSense(String answer) throws InterruptedException {
        // When
        deliver(TestingBatches.source(), event -> succeeded(events.size() == 1 ? answer : ""));

        // Then
        assertThat(events).containsExactly("0:0,0:1,1:0,1:1", "0:0,0:1,1:0,1:1");
    }

    @Test
    void isolatesAPoisonRecordByBisectionAndGivesUpOnlyThat() throws InterruptedException {
        // When
        deliver(TestingBatches.source(), event -> event.contains("1:0") ? failed() : succeeded(""));

        // Then
        assertThat(events).containsExactly("0:0,0:1,1:0,1:1", "0:0,0:1", "1:0,1:1", "1:0", "1:0", "1:0", "1:1");
        assertThat(givenUp).containsExactly(BATCH.get(2));
        assertThat(failures)
                .containsExactly(new DeliveryFailure(
                        DeliveryFailure.Condition.RETRIES_EXHAUSTED, "request", 5, "java.lang.Error", "broken"));
    }

    @Test
    void givesUpAReportedRecordAfterTheRetries() throws InterruptedException {
        // When
        deliver(TestingBatches.source(), event -> succeeded(TestingBatches.report(Stream.of(BATCH.get(3)))));

        // Then
        assertThat(events).containsExactly("0:0,0:1,1:0,1:1", "1:1", "1:1");
        assertThat(givenUp).containsExactly(BATCH.get(3));
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.approximateInvokeCount()).isEqualTo(3);
            assertThat(failure.errorType()).isNull();
        });
    }

    @Test
    void limitsInfiniteRetriesToTenWhenThereIsADestination() throws InterruptedException {
        // When
        deliver(
                TestingBatches.source(-1, null, "failures"),
                event -> succeeded(TestingBatches.report(Stream.of(BATCH.getFirst()))));

        // Then
        assertThat(events).hasSize(11);
        assertThat(givenUp).hasSize(1);
    }

    @Test
    void retriesWithoutEndWhenNothingLimitsIt() throws InterruptedException {
        // When
        deliver(
                TestingBatches.source(-1, null, null),
                event -> succeeded(events.size() <= 50 ? TestingBatches.report(Stream.of(BATCH.getFirst())) : ""));

        // Then
        assertThat(events).hasSize(51);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void givesUpRecordsThatAreTooOldWithoutDeliveringThem() throws InterruptedException {
        // When
        deliver(TestingBatches.source(2, Duration.ofMinutes(1), "failures"), event -> succeeded(""));

        // Then
        assertThat(events).isEmpty();
        assertThat(givenUp).containsExactlyElementsOf(BATCH);
        assertThat(failures)
                .allSatisfy(failure ->
                        assertThat(failure.condition()).isEqualTo(DeliveryFailure.Condition.RECORD_AGE_EXCEEDED));
    }

    @Test
    void stopsBetweenAttemptsWhenAbandoned() throws InterruptedException {
        // When
        boolean delivered = delivery(TestingBatches.source(-1, null, null), event -> failed())
                .deliver(BATCH.subList(0, 1), new TestingDelivery(() -> events.size() == 3));

        // Then
        assertThat(delivered).isFalse();
        assertThat(events).hasSize(3);
    }

    @Test
    void needsNoEnvironmentWhileItWaits() throws InterruptedException {
        // When
        deliver(TestingBatches.source(), event -> {
            assertThat(inFlight.resting()).isFalse();
            return succeeded(TestingBatches.report(Stream.of(BATCH.getFirst())));
        });

        // Then
        assertThat(restingWhenPaused).containsExactly(true, true);
        assertThat(restingWhenGivenUp).containsExactly(true);
    }

    @Test
    void isNotDoneWhenTheDestinationHasNotTakenWhatItGaveUp() throws InterruptedException {
        // When
        boolean delivered = delivery(TestingBatches.source(0, null, "failures"), event -> failed())
                .deliver(BATCH.subList(0, 1), new TestingDelivery(() -> events.size() == 1));

        // Then
        assertThat(delivered).isFalse();
    }

    private boolean deliver(KafkaEventSource source, Function<String, InvocationResult> function)
            throws InterruptedException {
        return delivery(source, function).deliver(BATCH, inFlight);
    }

    private BatchDelivery delivery(KafkaEventSource source, Function<String, InvocationResult> function) {
        return new BatchDelivery(
                source,
                new EventFormat("arn", "b"),
                event -> {
                    String items = items(event);
                    events.add(items);
                    return function.apply(items);
                },
                (record, failure, abandoned) -> {
                    restingWhenGivenUp.add(inFlight.resting());
                    givenUp.add(record);
                    failures.add(failure);
                    return !abandoned.getAsBoolean();
                },
                Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
                failed -> {
                    restingWhenPaused.add(inFlight.resting());
                    pauses.add(failed);
                });
    }

    private static String items(String event) {
        try {
            return new JsonMapper()
                    .readTree(event)
                    .path("records")
                    .valueStream()
                    .flatMap(JsonNode::valueStream)
                    .map(record -> record.path("partition").asInt() + ":"
                            + record.path("offset").asLong())
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InvocationResult succeeded(String response) {
        return new InvocationResult.Succeeded("request", response);
    }

    private static InvocationResult failed() {
        return new InvocationResult.Failed("request", "java.lang.Error", "broken");
    }
}
