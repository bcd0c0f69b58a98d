package dev.darkroom.imagecollection.webhook;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/**
 * Deliveries that wait in a topic of {@link Schedule}: an image's event as it was, with its headers, and how often it was
 * tried since when.
 */
record KafkaDeliveries(Producer<byte[], byte[]> producer, Clock clock) {
    private static final String ATTEMPTS = "attempts";
    private static final String SINCE = "since";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /**
     * How often a delivery was tried.
     *
     * @param since when it was first tried, or its replay was asked for
     */
    record Attempts(int count, Instant since) {}

    /** Of a message as it came; none yet, when it comes from elsewhere than a topic of {@link Schedule}. */
    Attempts of(ConsumerRecord<byte[], byte[]> message) {
        Header count = message.headers().lastHeader(ATTEMPTS);
        Header since = message.headers().lastHeader(SINCE);
        return count == null || since == null
                ? new Attempts(0, clock.instant())
                : new Attempts(
                        ByteBuffer.wrap(count.value()).getInt(),
                        Instant.ofEpochMilli(ByteBuffer.wrap(since.value()).getLong()));
    }

    /**
     * Has an event wait: when this returns, it will not be lost.
     *
     * @throws KafkaException when the brokers do not confirm it
     */
    void add(Schedule schedule, ConsumerRecord<byte[], byte[]> event, Attempts attempts) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(schedule.topic(), null, clock.millis(), event.key(), event.value());
        event.headers().forEach(message.headers()::add);
        message.headers()
                .remove(ATTEMPTS)
                .remove(SINCE)
                .add(ATTEMPTS, ByteBuffer.allocate(4).putInt(attempts.count()).array())
                .add(
                        SINCE,
                        ByteBuffer.allocate(8)
                                .putLong(attempts.since().toEpochMilli())
                                .array());
        try {
            producer.send(message).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while a webhook's delivery was put off", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("A webhook's delivery could not be put off", e);
        }
    }
}
