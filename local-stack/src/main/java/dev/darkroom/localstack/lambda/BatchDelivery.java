package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.KafkaEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    /** Whether all records are done with; false when the delivery was abandoned before. */
    boolean deliver(List<ConsumerRecord<byte[], byte[]>> batch, Delivery delivery) throws InterruptedException {
        return deliver(batch, new Attempts(0, 0, null), delivery);
    }

    private boolean deliver(List<ConsumerRecord<byte[], byte[]>> batch, Attempts attempts, Delivery delivery)
            throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> remaining = batch;
        Attempts made = attempts;
        while (true) {
            long oldest = oldestMillis();
            List<ConsumerRecord<byte[], byte[]>> expired = remaining.stream()
                    .filter(record -> record.timestamp() < oldest)
                    .toList();
            if (!giveUp(expired, made.failure(DeliveryFailure.Condition.RECORD_AGE_EXCEEDED), delivery)) {
                return false;
            }
            remaining = remaining.stream()
                    .filter(record -> record.timestamp() >= oldest)
                    .toList();
            if (remaining.isEmpty()) {
                return true;
            }
            if (delivery.abandoned()) {
                return false;
            }
            InvocationResult result = function.invoke(format.event(remaining));
            made = made.invoked(result);
            if (result instanceof InvocationResult.Failed
                    && source.bisectBatchOnFunctionError()
                    && remaining.size() > 1) {
                int middle = remaining.size() / 2;
                return deliver(remaining.subList(0, middle), made, delivery)
                        && deliver(remaining.subList(middle, remaining.size()), made, delivery);
            }
            remaining = failedOf(remaining, result);
            if (remaining.isEmpty()) {
                return true;
            }
            made = made.failed();
            if (retries() >= 0 && made.failures() > retries()) {
                return giveUp(remaining, made.failure(DeliveryFailure.Condition.RETRIES_EXHAUSTED), delivery);
            }
            delivery.rest();
            pause.afterFailures(made.failures());
            delivery.goOn();
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

    /** Records from before this time, in epoch milliseconds, are too old to be delivered. */
    private long oldestMillis() {
        @Nullable Duration maximumAge = source.maximumRecordAge();
        return maximumAge == null
                ? Long.MIN_VALUE
                : clock.instant().minus(maximumAge).toEpochMilli();
    }

    private boolean giveUp(List<ConsumerRecord<byte[], byte[]>> records, DeliveryFailure failure, Delivery delivery)
            throws InterruptedException {
        if (records.isEmpty()) {
            return true;
        }
        delivery.rest();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!destination.accept(record, failure, delivery::abandoned)) {
                return false;
            }
        }
        delivery.goOn();
        return true;
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
