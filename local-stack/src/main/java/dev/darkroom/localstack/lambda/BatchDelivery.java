package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.KafkaEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a batch until each of its records is done with: accepted by the function, or given up after the configured
 * retries or age (Lambda guide, kafka-retry-configurations). Only the records a function reports are delivered again.
 * A batch whose invocation fails is halved when the event source says so, which uses up no retry, and otherwise
 * delivered again as it is.
 */
final class BatchDelivery {
    /** What AWS applies when retries are infinite and there is an on-failure destination. */
    private static final int RETRIES_WITH_DESTINATION = 10;

    private final KafkaEventSource source;
    private final EventFormat format;
    private final Invoker function;
    private final FailureDestination destination;
    private final Clock clock;
    private final Pause pause;

    BatchDelivery(
            KafkaEventSource source,
            EventFormat format,
            Invoker function,
            FailureDestination destination,
            Clock clock,
            Pause pause) {
        this.source = source;
        this.format = format;
        this.function = function;
        this.destination = destination;
        this.clock = clock;
        this.pause = pause;
    }

    /** Whether all records are done with; false when {@code abandoned} became true before. */
    boolean deliver(List<ConsumerRecord<byte[], byte[]>> batch, BooleanSupplier abandoned) throws InterruptedException {
        return deliver(batch, new Attempts(0, 0, null), abandoned);
    }

    private boolean deliver(List<ConsumerRecord<byte[], byte[]>> batch, Attempts attempts, BooleanSupplier abandoned)
            throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> remaining = batch;
        Attempts made = attempts;
        while (true) {
            remaining = withoutExpired(remaining, made);
            if (remaining.isEmpty()) {
                return true;
            }
            if (abandoned.getAsBoolean()) {
                return false;
            }
            InvocationResult result = function.invoke(format.event(remaining));
            made = made.invoked(result);
            if (result instanceof InvocationResult.Failed
                    && source.bisectBatchOnFunctionError()
                    && remaining.size() > 1) {
                int middle = remaining.size() / 2;
                return deliver(remaining.subList(0, middle), made, abandoned)
                        && deliver(remaining.subList(middle, remaining.size()), made, abandoned);
            }
            remaining = failedOf(remaining, result);
            if (remaining.isEmpty()) {
                return true;
            }
            made = made.failed();
            if (retries() >= 0 && made.failures() > retries()) {
                giveUp(remaining, made.failure(DeliveryFailure.Condition.RETRIES_EXHAUSTED));
                return true;
            }
            pause.afterFailures(made.failures());
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> failedOf(
            List<ConsumerRecord<byte[], byte[]>> batch, InvocationResult result) {
        return switch (result) {
            case InvocationResult.Failed failed -> batch;
            case InvocationResult.Succeeded succeeded ->
                source.reportBatchItemFailures() ? new BatchResponse(succeeded.response()).failedOf(batch) : List.of();
        };
    }

    private List<ConsumerRecord<byte[], byte[]>> withoutExpired(
            List<ConsumerRecord<byte[], byte[]>> batch, Attempts attempts) throws InterruptedException {
        @Nullable Duration maximumAge = source.maximumRecordAge();
        if (maximumAge == null) {
            return batch;
        }
        long oldest = clock.instant().minus(maximumAge).toEpochMilli();
        Predicate<ConsumerRecord<byte[], byte[]>> expired = record -> record.timestamp() < oldest;
        giveUp(
                batch.stream().filter(expired).toList(),
                attempts.failure(DeliveryFailure.Condition.RECORD_AGE_EXCEEDED));
        return batch.stream().filter(expired.negate()).toList();
    }

    private void giveUp(List<ConsumerRecord<byte[], byte[]>> records, DeliveryFailure failure)
            throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            destination.accept(record, failure);
        }
    }

    private int retries() {
        return source.maximumRetryAttempts() < 0 && source.onFailureTopic() != null
                ? RETRIES_WITH_DESTINATION
                : source.maximumRetryAttempts();
    }

    /** How often these records were delivered, and how the last time ended. */
    private record Attempts(
            int invocations, int failures, @Nullable InvocationResult last) {
        Attempts invoked(InvocationResult result) {
            return new Attempts(invocations + 1, failures, result);
        }

        Attempts failed() {
            return new Attempts(invocations, failures + 1, last);
        }

        DeliveryFailure failure(DeliveryFailure.Condition condition) {
            InvocationResult.Failed error = last instanceof InvocationResult.Failed failed ? failed : null;
            return new DeliveryFailure(
                    condition,
                    last == null ? null : last.requestId(),
                    invocations,
                    error == null ? null : error.errorType(),
                    error == null ? null : error.errorMessage());
        }
    }
}
