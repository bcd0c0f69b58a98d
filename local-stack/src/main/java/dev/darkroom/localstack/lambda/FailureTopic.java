package dev.darkroom.localstack.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A {@code kafka://topic} destination: the record's key, value and headers as they were, plus headers that say what
 * failed (see LAMBDA.md). AWS documents only that its destination gets "metadata and the record payload" under the
 * original key, not their form.
 */
final class FailureTopic implements FailureDestination {
    private static final Logger LOG = LoggerFactory.getLogger(FailureTopic.class);
    private static final String PREFIX = "lambda.failure.";
    private static final int LONGEST_MESSAGE = 1_000;

    private final String topic;
    private final String functionArn;
    private final FailureProducer producer;
    private final Clock clock;
    private final Pause pause;

    FailureTopic(String topic, String functionArn, FailureProducer producer, Clock clock, Pause pause) {
        this.topic = topic;
        this.functionArn = functionArn;
        this.producer = producer;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Tries for as long as it takes. A producer that fails for good is replaced; a record that is refused is written
     * without the headers that tell of the failure; and when that is refused too, its batch goes no further until the
     * topic takes it.
     */
    @Override
    public boolean accept(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure, BooleanSupplier abandoned)
            throws InterruptedException {
        boolean told = true;
        int failures = 0;
        while (!abandoned.getAsBoolean()) {
            @Nullable Throwable refusal = write(record, told ? headers(record, failure) : headersOf(record));
            if (refusal == null) {
                return true;
            }
            if (told && concernsTheRecord(refusal)) {
                warn(record, refusal);
                told = false;
            } else {
                complain(record, refusal);
                failures++;
                pause.afterFailures(failures);
            }
        }
        return false;
    }

    /** What kept the record from being written, or null. */
    private @Nullable Throwable write(ConsumerRecord<byte[], byte[]> record, List<Header> headers)
            throws InterruptedException {
        Producer<byte[], byte[]> producer;
        try {
            producer = this.producer.get();
        } catch (RuntimeException e) {
            return e;
        }
        @Nullable
        Throwable refusal = send(producer, new ProducerRecord<>(topic, null, record.key(), record.value(), headers));
        if (refusal != null && !(refusal instanceof RetriableException) && !concernsTheRecord(refusal)) {
            this.producer.discard(producer);
        }
        return refusal;
    }

    private static @Nullable Throwable send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        try {
            producer.send(record).get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (InterruptException e) {
            InterruptedException interrupted = new InterruptedException("Interrupted while telling of a failure");
            interrupted.initCause(e);
            throw interrupted;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Whether another record might be taken by the same producer and topic. */
    private static boolean concernsTheRecord(Throwable refusal) {
        return refusal instanceof RecordTooLargeException
                || refusal instanceof RecordBatchTooLargeException
                || refusal instanceof InvalidRecordException
                || refusal instanceof InvalidTimestampException;
    }

    private void warn(ConsumerRecord<byte[], byte[]> record, Throwable refusal) {
        named(LOG.atWarn(), record)
                .addKeyValue("cause", refusal.getMessage())
                .log("The on-failure destination refused a record, which is written without the failure's headers");
    }

    private void complain(ConsumerRecord<byte[], byte[]> record, Throwable refusal) {
        named(LOG.atError(), record)
                .setCause(refusal)
                .log(
                        concernsTheRecord(refusal)
                                ? "The on-failure destination refuses a record, which its partition waits for:"
                                        + " have the destination take it, e.g. raise its max.message.bytes"
                                : "The on-failure destination takes nothing; trying again:"
                                        + " check that the broker answers and the topic may be written to");
    }

    private LoggingEventBuilder named(LoggingEventBuilder event, ConsumerRecord<byte[], byte[]> record) {
        return event.addKeyValue("destination", topic)
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset());
    }

    private static List<Header> headersOf(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(headers::add);
        headers.removeIf(header -> header.key().startsWith(PREFIX));
        return headers;
    }

    private List<Header> headers(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure) {
        List<Header> headers = headersOf(record);
        add(headers, "condition", failure.condition().text());
        add(headers, "request-id", failure.requestId());
        add(headers, "function-arn", functionArn);
        add(headers, "approximate-invoke-count", failure.approximateInvokeCount());
        add(headers, "error-type", failure.errorType());
        add(headers, "error-message", shortened(failure.errorMessage()));
        add(headers, "source-topic", record.topic());
        add(headers, "source-partition", record.partition());
        add(headers, "source-offset", record.offset());
        add(headers, "source-timestamp", record.timestamp());
        add(headers, "timestamp", clock.instant());
        return headers;
    }

    private static void add(List<Header> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(new RecordHeader(PREFIX + name, value.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static @Nullable String shortened(@Nullable String message) {
        return message == null || message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    }
}
