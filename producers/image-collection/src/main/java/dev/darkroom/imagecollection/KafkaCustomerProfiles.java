package dev.darkroom.imagecollection;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The customers' profiles, all of them, kept up to date from the compacted topic customers on a thread of its own. */
final class KafkaCustomerProfiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCustomerProfiles.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 2_000;

    private final Map<String, Object> properties;
    private final GlueAvroDeserializer<CustomerProfile> deserializer;
    private final MeterRegistry meters;
    private final Map<String, CustomerProfile> profiles = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::run, "customer-profiles");

    KafkaCustomerProfiles(Map<String, Object> clientProperties, SchemaRegistry registry, MeterRegistry meters) {
        this.meters = meters;
        properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "image-collection-profiles");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        deserializer = new GlueAvroDeserializer<>(registry, CustomerProfile.class);
    }

    /** Does not wait for the brokers. */
    void start() {
        thread.start();
    }

    Optional<CustomerProfile> find(String customerId) {
        return Optional.ofNullable(profiles.get(customerId));
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<String, byte[]> made =
                            new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
                    KafkaClientMetrics metrics = new KafkaClientMetrics(made)) {
                metrics.bindTo(meters);
                consumer = made;
                follow(made);
            } catch (InterruptException | WakeupException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("reason", e.toString()).log("Customers' profiles cannot be read just now");
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> customers) {
        List<TopicPartition> partitions = customers.partitionsFor(Topics.CUSTOMERS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        customers.assign(partitions);
        customers.seekToBeginning(partitions);
        while (closing.getCount() > 0) {
            customers.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        if (message.key() == null) {
            return;
        }
        CustomerProfile profile = deserializer.deserialize(message.topic(), message.value());
        if (profile == null) {
            profiles.remove(message.key());
        } else {
            profiles.put(message.key(), profile);
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
        Consumer<String, byte[]> waiting = consumer;
        if (waiting != null) {
            // It may wait for a broker that is away.
            waiting.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
