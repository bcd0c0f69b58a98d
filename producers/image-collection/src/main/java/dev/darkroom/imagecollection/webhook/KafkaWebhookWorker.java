package dev.darkroom.imagecollection.webhook;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.imagecollection.webhook.KafkaDeliveries.Attempts;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what comes on some topics, each after the topic's delay. An event's offset is committed when it was delivered,
 * is not wanted, is put off to another topic or given up; killed before, it is delivered again under the same id.
 */
final class KafkaWebhookWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWebhookWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 1_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<String, Duration> delays;
    private final Deliverer deliverer;
    private final KafkaDeliveries deliveries;
    private final GlueAvroDeserializer<SpecificRecord> deserializer;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Until when a partition waits for its next record to be due. */
    private final Map<TopicPartition, Long> pausedUntil = new HashMap<>();

    /** @param delays how long to wait with the records of each topic, counted from their timestamps */
    KafkaWebhookWorker(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Map<String, Duration> delays,
            Deliverer deliverer,
            KafkaDeliveries deliveries,
            GlueAvroDeserializer<SpecificRecord> deserializer,
            MeterRegistry metrics,
            Clock clock) {
        this.consumers = consumers;
        this.delays = Map.copyOf(delays);
        this.deliverer = deliverer;
        this.deliveries = deliveries;
        this.deserializer = deserializer;
        this.metrics = metrics;
        this.clock = clock;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get();
                    KafkaClientMetrics kafka = new KafkaClientMetrics(consumer)) {
                kafka.bindTo(metrics);
                pausedUntil.clear();
                consumer.subscribe(delays.keySet());
                while (closing.getCount() > 0) {
                    resumeDue(consumer);
                    handle(consumer, consumer.poll(POLL));
                }
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Webhooks stand still for a moment");
                pause();
            }
        }
    }

    private void resumeDue(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> due = pausedUntil.entrySet().stream()
                .filter(paused -> paused.getValue() <= clock.millis())
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(pausedUntil::remove);
        consumer.resume(due.stream().filter(consumer.assignment()::contains).toList());
    }

    private void handle(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> batch) {
        List<Future<?>> underWay = new ArrayList<>();
        for (TopicPartition partition : batch.partitions()) {
            for (ConsumerRecord<byte[], byte[]> message : batch.records(partition)) {
                long due = message.timestamp()
                        + delays.getOrDefault(partition.topic(), Duration.ZERO).toMillis();
                if (due > clock.millis()) {
                    consumer.seek(partition, message.offset());
                    consumer.pause(List.of(partition));
                    pausedUntil.put(partition, due);
                    break;
                }
                underWay.add(threads.submit(() -> handle(message)));
            }
        }
        underWay.forEach(KafkaWebhookWorker::await);
        if (!underWay.isEmpty()) {
            consumer.commitSync();
        }
    }

    private static void await(Future<?> delivery) {
        try {
            delivery.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("A delivery could be neither made nor put off", e.getCause());
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> message) {
        Optional<FinishedImage> image = image(message);
        if (image.isEmpty()) {
            return;
        }
        Deliverer.Outcome outcome = deliverer.deliver(image.get());
        Attempts attempts = deliveries.of(message);
        switch (outcome) {
            case DELIVERED -> count("delivered");
            case NOT_WANTED -> count("not_wanted");
            case FAILED -> putOff(message, image.get(), new Attempts(attempts.count() + 1, attempts.since()));
            case RESTED -> putOff(message, image.get(), attempts);
        }
    }

    private void putOff(ConsumerRecord<byte[], byte[]> message, FinishedImage image, Attempts attempts) {
        Duration age = Duration.between(attempts.since(), clock.instant());
        Optional<Schedule> next = Schedule.after(attempts.count(), age);
        if (next.isPresent()) {
            deliveries.add(next.get(), message, attempts);
            count("put_off");
            return;
        }
        count("given_up");
        LOG.atWarn()
                .addKeyValue("image_id", image.imageId())
                .addKeyValue("customer_id", image.customerId())
                .addKeyValue("attempts", attempts.count())
                .log("A webhook was given up; POST /v1/webhook/replays delivers it again");
    }

    private void count(String outcome) {
        metrics.counter("darkroom.webhook.deliveries", "outcome", outcome).increment();
    }

    private Optional<FinishedImage> image(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.ofNullable(deserializer.deserialize(message.topic(), message.value()))
                    .map(FinishedImage::of);
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("record", message.topic() + "-" + message.partition() + "-" + message.offset())
                    .setCause(e)
                    .log("Left out a record that cannot be read");
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
