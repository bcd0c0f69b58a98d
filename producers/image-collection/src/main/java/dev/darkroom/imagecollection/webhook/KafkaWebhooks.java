package dev.darkroom.imagecollection.webhook;

import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Routes;
import dev.darkroom.imagecollection.Documents;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The webhooks of all customers, running: all instances share the work as one consumer group. */
public final class KafkaWebhooks implements AutoCloseable {
    private static final String GROUP = "image-collection-webhooks";
    private static final List<String> SOURCES = List.of(Topics.PROCESSED_IMAGES, Topics.FAILED_IMAGES);
    private static final Duration LONGEST_REPLAY = Duration.ofSeconds(15);
    private static final int BATCH = 100;

    private final WebhookRoutes routes;
    private final List<KafkaWebhookWorker> workers;
    private final Producer<byte[], byte[]> producer;
    private final KafkaClientMetrics producerMetrics;

    private KafkaWebhooks(
            WebhookRoutes routes,
            List<KafkaWebhookWorker> workers,
            Producer<byte[], byte[]> producer,
            KafkaClientMetrics producerMetrics) {
        this.routes = routes;
        this.workers = workers;
        this.producer = producer;
        this.producerMetrics = producerMetrics;
    }

    /**
     * Does not wait for the brokers.
     *
     * @param signingKey what the customers' secrets are derived from; the same for all instances, for good
     * @param clock tells when what waits is due, and when a request was signed
     * @throws IllegalArgumentException when the key is too short
     */
    public static KafkaWebhooks start(
            Map<String, Object> clientProperties,
            SchemaRegistry registry,
            String signingKey,
            Documents documents,
            Authenticator authenticator,
            OutboundHttp http,
            MeterRegistry metrics,
            Clock clock) {
        Signer signer = new Signer(signingKey);
        Registrations registrations = new Registrations(documents);
        Deliverer deliverer = new Deliverer(registrations, signer, http, clock);
        GlueAvroDeserializer<SpecificRecord> deserializer = GlueAvroDeserializer.specific(registry);
        Producer<byte[], byte[]> producer = producer(clientProperties);
        KafkaClientMetrics producerMetrics = new KafkaClientMetrics(producer);
        producerMetrics.bindTo(metrics);
        KafkaDeliveries deliveries = new KafkaDeliveries(producer, clock);
        Map<String, Duration> now = SOURCES.stream().collect(Collectors.toMap(topic -> topic, topic -> Duration.ZERO));
        Map<String, Duration> later =
                Arrays.stream(Schedule.values()).collect(Collectors.toMap(Schedule::topic, Schedule::delay));
        List<KafkaWebhookWorker> workers = Map.of("webhooks", now, "webhook-retries", later).entrySet().stream()
                .map(worker -> new KafkaWebhookWorker(
                        worker.getKey(),
                        () -> consumer(clientProperties, GROUP + "-" + worker.getKey()),
                        worker.getValue(),
                        deliverer,
                        deliveries,
                        deserializer,
                        metrics,
                        clock))
                .toList();
        workers.forEach(KafkaWebhookWorker::start);
        KafkaReplays replays = new KafkaReplays(
                () -> consumer(clientProperties, GROUP + "-replays"),
                SOURCES,
                deliveries,
                deserializer,
                clock,
                LONGEST_REPLAY);
        return new KafkaWebhooks(
                new WebhookRoutes(authenticator, registrations, signer, http, replays),
                workers,
                producer,
                producerMetrics);
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "image-collection-webhooks");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // As for raw-images: a new partition's leader may refuse the first batch and take the one behind it.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> clientProperties, String group) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A group's first members begin where events begin that nobody was told of; who has no webhook is told nothing.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public void addTo(Routes http) {
        routes.addTo(http);
    }

    @Override
    public void close() {
        workers.forEach(KafkaWebhookWorker::close);
        producerMetrics.close();
        producer.close(Duration.ofSeconds(5));
    }
}
