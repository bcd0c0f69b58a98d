package dev.darkroom.imagecollection.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.imagecollection.webhook.KafkaDeliveries.Attempts;
import dev.darkroom.schemas.registry.SchemaRegistryException;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Has a customer's events since a time delivered once more, under their old ids. */
final class KafkaReplays {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 2;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final List<String> topics;
    private final KafkaDeliveries deliveries;
    private final GlueAvroDeserializer<SpecificRecord> deserializer;
    private final Clock clock;
    private final Duration longest;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @param longest how long to read; what is left then is for the next request */
    KafkaReplays(
            Supplier<Consumer<byte[], byte[]>> consumers,
            List<String> topics,
            KafkaDeliveries deliveries,
            GlueAvroDeserializer<SpecificRecord> deserializer,
            Clock clock,
            Duration longest) {
        this.consumers = consumers;
        this.topics = topics;
        this.deliveries = deliveries;
        this.deserializer = deserializer;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * Has the events wait for their delivery: what is counted in the answer will not be lost.
     *
     * @param outcomes those the customer wants to be told of
     * @return {@code events}, how many; {@code next_since}, where to go on, when there is more
     * @throws dev.darkroom.httpservice.ProblemException 503 when others replay already, or the brokers or
     *     the registry are away
     */
    ObjectNode replay(String customerId, List<String> outcomes, Instant since) {
        if (!places.tryAcquire()) {
            throw away("Others are replaying", null);
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            return read(
                    consumer,
                    image -> image.customerId().equals(customerId) && outcomes.contains(image.outcome()),
                    since);
        } catch (KafkaException e) {
            throw away("Kafka is away", e);
        } catch (SchemaRegistryException e) {
            throw away("The schema registry is away", e);
        } finally {
            places.release();
        }
    }

    private static RuntimeException away(String what, @Nullable Exception cause) {
        return Problem.unavailable(what + " just now. Ask again.", Duration.ofSeconds(5))
                .exception(cause);
    }

    private ObjectNode read(Consumer<byte[], byte[]> consumer, Predicate<FinishedImage> wanted, Instant since) {
        Map<TopicPartition, Long> ends = assign(consumer, since);
        Map<TopicPartition, Long> reached = new HashMap<>();
        long deadline = System.nanoTime() + longest.toNanos();
        int events = 0;
        while (behind(consumer, ends) && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                reached.put(new TopicPartition(message.topic(), message.partition()), message.timestamp());
                if (message.timestamp() >= since.toEpochMilli()
                        && image(message).filter(wanted).isPresent()) {
                    deliveries.add(Schedule.SOON, message, new Attempts(0, clock.instant()));
                    events++;
                }
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("events", events);
        if (behind(consumer, ends)) {
            long least = ends.keySet().stream()
                    .filter(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))
                    .mapToLong(partition -> reached.getOrDefault(partition, since.toEpochMilli()))
                    .min()
                    .orElse(since.toEpochMilli());
            answer.put("next_since", Instant.ofEpochMilli(least).toString());
        }
        return answer;
    }

    private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> consumer, Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic, LONGEST_ANSWER)
                    .forEach(partition ->
                            times.put(new TopicPartition(topic, partition.partition()), since.toEpochMilli()));
        }
        consumer.assign(times.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet(), LONGEST_ANSWER);
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, LONGEST_ANSWER);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? end : start.offset());
        });
        return ends;
    }

    private static boolean behind(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private Optional<FinishedImage> image(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.ofNullable(deserializer.deserialize(message.topic(), message.value()))
                    .map(FinishedImage::of);
        } catch (SerializationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
