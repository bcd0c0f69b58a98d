package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.httpservice.TraceContext;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic raw-images. A record counts as published when all in-sync replicas have it. When the brokers' answer stays out
 * the record may be there all the same: the client is told 503, and the image may still be processed.
 */
final class KafkaRawImageLog implements RawImageLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRawImageLog.class);
    private static final int LONGEST_METADATA_WAIT_MILLIS = 5_000;
    private static final int LONGEST_DELIVERY_MILLIS = 10_000;
    private static final long LONGEST_CHECK_MILLIS = 2_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Producer<String, RawImage> producer;
    private final Admin admin;
    private final SchemaRegistry registry;
    private final KafkaClientMetrics metrics;

    private KafkaRawImageLog(
            Producer<String, RawImage> producer, Admin admin, SchemaRegistry registry, KafkaClientMetrics metrics) {
        this.producer = producer;
        this.admin = admin;
        this.registry = registry;
        this.metrics = metrics;
    }

    /** Does not wait for the brokers. */
    static KafkaRawImageLog connect(
            Map<String, Object> clientProperties, SchemaRegistry registry, MeterRegistry meters) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "image-collection");
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_METADATA_WAIT_MILLIS);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_DELIVERY_MILLIS / 2);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LONGEST_DELIVERY_MILLIS);
        // A client waits for each record: none is held back for company.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A new partition's leader may refuse a producer's first batch, as it is not ready, and take the next one right
        // behind it: the first is out of order then, however often it is sent again.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);

        Map<String, Object> adminProperties = new HashMap<>(clientProperties);
        adminProperties.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, "image-collection-readiness");
        Producer<String, RawImage> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new GlueAvroSerializer<>(registry));
        KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(meters);
        return new KafkaRawImageLog(producer, Admin.create(adminProperties), registry, metrics);
    }

    @Override
    public void publish(RawImage image, TraceContext trace) {
        try {
            producer.send(message(image, trace))
                    .get(LONGEST_METADATA_WAIT_MILLIS + LONGEST_DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(image, e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // RuntimeException: no metadata, no schema id, or a producer already closed.
            throw away(image, e);
        }
    }

    private static ProducerRecord<String, RawImage> message(RawImage image, TraceContext trace) {
        ProducerRecord<String, RawImage> message = new ProducerRecord<>(Topics.RAW_IMAGES, image.getImageId(), image);
        message.headers().add("traceparent", trace.traceparent().getBytes(StandardCharsets.US_ASCII));
        trace.tracestate()
                .ifPresent(state -> message.headers().add("tracestate", state.getBytes(StandardCharsets.US_ASCII)));
        return message;
    }

    private static ProblemException away(RawImage image, Exception cause) {
        LOG.atError()
                .addKeyValue("image_id", image.getImageId())
                .addKeyValue("topic", Topics.RAW_IMAGES)
                .setCause(cause)
                .log("Kafka did not confirm a raw image: check KAFKA_BOOTSTRAP_SERVERS and SCHEMA_REGISTRY_NAME");
        return Problem.unavailable(
                        "The image could not be announced just now, it is not accepted. Send it again.", RETRY_AFTER)
                .exception(cause);
    }

    @Override
    public void check() throws Exception {
        admin.describeTopics(List.of(Topics.RAW_IMAGES))
                .allTopicNames()
                .get(LONGEST_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The schema's id, once known, outlives the registry; a new instance, or a customer's first record, would not. */
    @Override
    public void checkRegistry() {
        registry.check();
        registry.idOf(Topics.RAW_IMAGES, RawImage.getClassSchema());
    }

    @Override
    public void close() {
        metrics.close();
        producer.close(Duration.ofMillis(LONGEST_DELIVERY_MILLIS));
        admin.close(Duration.ofMillis(LONGEST_CHECK_MILLIS));
    }
}
