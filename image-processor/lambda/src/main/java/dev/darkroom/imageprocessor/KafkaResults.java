package dev.darkroom.imageprocessor;

import static java.util.Objects.requireNonNull;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes to task-outcomes, each event keyed by its image and confirmed by all replicas. The topology makes the first
 * of an image its end.
 */
final class KafkaResults implements Results, AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final GlueAvroSerializer<ProcessedImage> processed;
    private final GlueAvroSerializer<FailedImage> failed;

    KafkaResults(Producer<String, byte[]> producer, SchemaRegistry registry) {
        this.producer = producer;
        this.processed = new GlueAvroSerializer<>(registry);
        this.failed = new GlueAvroSerializer<>(registry);
    }

    /** A producer as the environment asks for it, with the guarantees publishing needs. */
    static Producer<String, byte[]> producer(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>(KafkaEnvironment.clientProperties(environment));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "image-processor");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void publish(Ending ending, TraceHeaders trace) {
        switch (ending) {
            case Ending.Processed end -> send(end.event().getImageId(), bytes(end.event()), trace);
            case Ending.Failed end -> send(end.event().getImageId(), bytes(end.event()), trace);
        }
    }

    private byte[] bytes(ProcessedImage event) {
        return requireNonNull(processed.serialize(Topics.TASK_OUTCOMES, event));
    }

    private byte[] bytes(FailedImage event) {
        return requireNonNull(failed.serialize(Topics.TASK_OUTCOMES, event));
    }

    private void send(String imageId, byte[] value, TraceHeaders trace) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.TASK_OUTCOMES, imageId, value);
        trace.values().forEach(record.headers()::add);
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new RetryLaterException(
                    "Topic " + record.topic() + " did not confirm the end of image " + imageId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException(
                    "Interrupted before topic " + record.topic() + " confirmed image " + imageId, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
