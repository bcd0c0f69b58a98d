package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The feed's past as the topics keep it. Each reader has a consumer of its own, {@value #MOST_READERS} at most. */
final class KafkaFeedArchive implements FeedArchive {
    private static final int MOST_READERS = 16;
    private static final int FETCH_BYTES = 256 << 10;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Map<String, Object> properties;
    private final GlueAvroDeserializer<SpecificRecord> deserializer;
    private final Semaphore places = new Semaphore(MOST_READERS);

    KafkaFeedArchive(Map<String, Object> clientProperties, SchemaRegistry registry) {
        properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "image-streaming-replay");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        deserializer = GlueAvroDeserializer.specific(registry);
    }

    @Override
    public FeedPosition at(Instant time) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions(consumer).forEach(partition -> times.put(partition, time.toEpochMilli()));
            Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet(), LONGEST_ANSWER);
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, LONGEST_ANSWER);
            FeedPosition position = FeedPosition.start();
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                OffsetAndTimestamp offset = found.get(end.getKey());
                position = position.with(
                        topic(end.getKey()),
                        end.getKey().partition(),
                        offset == null ? end.getValue() : offset.offset());
            }
            return position;
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    @Override
    public Reading read(String customerId, FeedFilter filter, FeedPosition from, FeedPosition to) {
        if (!places.tryAcquire()) {
            throw away(null);
        }
        Consumer<byte[], byte[]> consumer = consumer();
        try {
            Map<TopicPartition, Long> begin =
                    consumer.beginningOffsets(partitions(consumer).toList(), LONGEST_ANSWER);
            consumer.assign(begin.keySet());
            begin.forEach((partition, first) -> {
                long next = from.next(topic(partition), partition.partition());
                if (next < first) {
                    throw new Problem(
                                    "no-longer-kept",
                                    410,
                                    "Some of the events since then are no longer kept. List images by GET /v1/images of"
                                            + " image-collection, then listen without Last-Event-ID.")
                            .exception();
                }
                consumer.seek(partition, next);
            });
            return new KafkaReading(consumer, customerId, filter, from, to);
        } catch (KafkaException e) {
            letGo(consumer);
            throw away(e);
        } catch (RuntimeException e) {
            letGo(consumer);
            throw e;
        }
    }

    private void letGo(Consumer<byte[], byte[]> consumer) {
        consumer.close();
        places.release();
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Stream<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return Stream.of(Topics.PROCESSED_IMAGES, Topics.FAILED_IMAGES)
                .flatMap(topic -> consumer.partitionsFor(topic, LONGEST_ANSWER).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()));
    }

    private static FeedPosition.Topic topic(TopicPartition partition) {
        return partition.topic().equals(Topics.PROCESSED_IMAGES)
                ? FeedPosition.Topic.PROCESSED
                : FeedPosition.Topic.FAILED;
    }

    private static ProblemException away(@Nullable Exception cause) {
        return Problem.unavailable("The feed's past cannot be read just now. Come again.", RETRY_AFTER)
                .exception(cause);
    }

    private final class KafkaReading implements Reading {
        private final Consumer<byte[], byte[]> consumer;
        private final String customerId;
        private final FeedFilter filter;
        private final Queue<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
        private FeedPosition position;
        private FeedPosition to;

        private KafkaReading(
                Consumer<byte[], byte[]> consumer,
                String customerId,
                FeedFilter filter,
                FeedPosition from,
                FeedPosition to) {
            this.consumer = consumer;
            this.customerId = customerId;
            this.filter = filter;
            this.position = from;
            this.to = to;
        }

        @Override
        public Optional<LiveEvent> next(Duration longest) {
            long deadline = System.nanoTime() + longest.toNanos();
            try {
                while (!done()) {
                    ConsumerRecord<byte[], byte[]> message = fetched.poll();
                    if (message != null) {
                        Optional<LiveEvent> event = take(message);
                        if (event.isPresent()) {
                            return event;
                        }
                    } else if (System.nanoTime() > deadline) {
                        return Optional.empty();
                    } else {
                        consumer.poll(Duration.ofMillis(100)).forEach(fetched::add);
                        passOverWhatIsNoRecord();
                    }
                }
                return Optional.empty();
            } catch (KafkaException e) {
                throw away(e);
            }
        }

        private Optional<LiveEvent> take(ConsumerRecord<byte[], byte[]> message) {
            TopicPartition partition = new TopicPartition(message.topic(), message.partition());
            LiveEvent event = null;
            Optional<FinishedImage> image = image(message);
            if (image.isPresent()) {
                event = LiveEvent.at(position, topic(partition), message.partition(), message.offset(), image.get());
            }
            position = position.with(topic(partition), message.partition(), message.offset() + 1);
            return Optional.ofNullable(event);
        }

        private Optional<FinishedImage> image(ConsumerRecord<byte[], byte[]> message) {
            try {
                return Optional.ofNullable(deserializer.deserialize(message.topic(), message.value()))
                        .map(FinishedImage::of)
                        .filter(image -> image.customerId().equals(customerId) && filter.wants(image));
            } catch (SerializationException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** Transactions' markers have offsets and no records: only the consumer knows that it is past them. */
        private void passOverWhatIsNoRecord() {
            if (fetched.isEmpty()) {
                for (TopicPartition partition : consumer.assignment()) {
                    long next = consumer.position(partition);
                    if (next > position.next(topic(partition), partition.partition())) {
                        position = position.with(topic(partition), partition.partition(), next);
                    }
                }
            }
        }

        @Override
        public boolean done() {
            return position.reaches(to);
        }

        @Override
        public FeedPosition position() {
            return position;
        }

        @Override
        public void extend(FeedPosition further) {
            to = further;
        }

        @Override
        public void close() {
            letGo(consumer);
        }
    }
}
