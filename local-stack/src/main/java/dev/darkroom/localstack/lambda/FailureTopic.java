package dev.darkroom.localstack.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    FailureTopic(String topic, String functionArn, FailureProducer producer, Clock clock) {
        this.topic = topic;
        this.functionArn = functionArn;
        this.producer = producer;
        this.clock = clock;
    }

    /** Tries for as long as the broker is away; a record that the broker refuses for good is named in the log. */
    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure) throws InterruptedException {
        for (int failures = 1; !sent(record, failure); failures++) {
            TimeUnit.MILLISECONDS.sleep(Backoff.millisAfter(failures));
        }
    }

    private boolean sent(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure) throws InterruptedException {
        try {
            producer.get()
                    .send(new ProducerRecord<>(topic, null, record.key(), record.value(), headers(record, failure)))
                    .get();
            return true;
        } catch (ExecutionException e) {
            boolean retriable = e.getCause() instanceof RetriableException;
            LOG.atError()
                    .addKeyValue("destination", topic)
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e.getCause())
                    .log(
                            retriable
                                    ? "The on-failure destination cannot be reached; trying again"
                                    : "The on-failure destination refused a record, which is lost");
            return !retriable;
        }
    }

    private List<Header> headers(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(headers::add);
        headers.removeIf(header -> header.key().startsWith(PREFIX));
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
