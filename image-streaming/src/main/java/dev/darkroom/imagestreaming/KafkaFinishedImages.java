package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows processed-images and failed-images on one thread, all partitions, without a group: every instance sees every
 * image. Begins {@link #LOOK_BACK} before now; what was there at the start is past, what comes after is live.
 */
final class KafkaFinishedImages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFinishedImages.class);
    private static final List<String> TOPICS = List.of(Topics.PROCESSED_IMAGES, Topics.FAILED_IMAGES);
    private static final Duration LOOK_BACK = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 500;

    private final Map<String, Object> properties;
    private final GlueAvroDeserializer<SpecificRecord> deserializer;
    private final RecentImages recent;
    private final LiveFeed feed;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "finished-images");

    /** Where to go on, by partition; outlives a consumer that had to be given up. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private long checkedAt;
    private volatile boolean assigned;
    private volatile long answeredAt;

    KafkaFinishedImages(
            Map<String, Object> clientProperties,
            SchemaRegistry registry,
            RecentImages recent,
            LiveFeed feed,
            MeterRegistry metrics,
            Clock clock) {
        properties = new HashMap<>(clientProperties);
        properties.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "image-streaming");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        deserializer = GlueAvroDeserializer.specific(registry);
        this.recent = recent;
        this.feed = feed;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Does not wait for the brokers. */
    void start() {
        thread.start();
    }

    /** Whether it is at its place in all partitions and the brokers have answered lately. */
    boolean following() {
        return assigned && System.nanoTime() - answeredAt < LONGEST_SILENCE.toNanos();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer =
                            new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                    KafkaClientMetrics kafka = new KafkaClientMetrics(consumer)) {
                kafka.bindTo(metrics);
                checkedAt = System.nanoTime() - BETWEEN_CHECKS.toNanos();
                follow(consumer);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Lost the finished images: check KAFKA_BOOTSTRAP_SERVERS and its like");
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        while (closing.getCount() > 0) {
            boolean due = System.nanoTime() - checkedAt >= BETWEEN_CHECKS.toNanos();
            if (due || !assigned) {
                check(consumer);
            }
            if (consumer.assignment().isEmpty()) {
                pause();
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                take(message);
            }
        }
    }

    /** Asks the brokers where the partitions end, which tells that they are there, and takes on new partitions. */
    private void check(Consumer<byte[], byte[]> consumer) {
        try {
            boolean complete = takeOn(consumer);
            consumer.endOffsets(consumer.assignment(), LONGEST_ANSWER);
            answeredAt = System.nanoTime();
            assigned = complete;
            checkedAt = answeredAt;
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Kafka does not answer, asking again");
        }
    }

    /** Whether both topics exist and all their partitions are followed. */
    private boolean takeOn(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> fresh = new HashSet<>();
        boolean complete = true;
        for (String topic : TOPICS) {
            var partitions = consumer.partitionsFor(topic, LONGEST_ANSWER);
            complete &= !partitions.isEmpty();
            partitions.forEach(partition -> fresh.add(new TopicPartition(topic, partition.partition())));
        }
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        fresh.removeAll(all);
        if (fresh.isEmpty()) {
            return complete;
        }
        Map<TopicPartition, Long> starts = starts(consumer, fresh);
        all.addAll(fresh);
        consumer.assign(all);
        starts.forEach(consumer::seek);
        LOG.atInfo().addKeyValue("partitions", all.size()).log("Following finished images");
        return complete;
    }

    private Map<TopicPartition, Long> starts(Consumer<byte[], byte[]> consumer, Set<TopicPartition> fresh) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, LONGEST_ANSWER);
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        fresh.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, LONGEST_ANSWER);
        Map<TopicPartition, Long> starts = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp lookBack = found.get(partition);
            Long start = next.get(partition);
            if (start == null) {
                start = lookBack == null ? end : lookBack.offset();
                feed.begin(topic(partition), partition.partition(), start, end);
            }
            starts.put(partition, start);
        });
        return starts;
    }

    private static FeedPosition.Topic topic(TopicPartition partition) {
        return partition.topic().equals(Topics.PROCESSED_IMAGES)
                ? FeedPosition.Topic.PROCESSED
                : FeedPosition.Topic.FAILED;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        Optional<FinishedImage> image = image(message);
        image.ifPresent(recent::add);
        image.ifPresentOrElse(
                finished -> feed.publish(topic(partition), partition.partition(), message.offset(), finished),
                () -> feed.skip(topic(partition), partition.partition(), message.offset()));
        next.put(partition, message.offset() + 1);
    }

    private Optional<FinishedImage> image(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.ofNullable(decode(message)).map(FinishedImage::of);
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("record", message.topic() + "-" + message.partition() + "-" + message.offset())
                    .setCause(e)
                    .log("Left out a record that cannot be read");
            return Optional.empty();
        }
    }

    /** Asks for as long as the registry is away: no record is left out for that. */
    private @Nullable SpecificRecord decode(ConsumerRecord<byte[], byte[]> message) {
        while (true) {
            try {
                return deserializer.deserialize(message.topic(), message.value());
            } catch (SchemaRegistryException e) {
                LOG.atWarn().setCause(e).log("The schema registry does not answer: check SCHEMA_REGISTRY_NAME");
                pause();
                if (closing.getCount() == 0) {
                    throw new WakeupException();
                }
            }
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Ends the thread, within a poll's time or at worst a broker's longest answer. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the follower ended", e);
        }
    }
}
