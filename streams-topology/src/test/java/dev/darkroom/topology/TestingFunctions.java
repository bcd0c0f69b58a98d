package dev.darkroom.topology;

import static java.util.Objects.requireNonNull;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Answers tasks as functions do: most are done, one in 10 is refused, one in 7 answered twice, one in 9 comes back first. */
final class TestingFunctions implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final GlueAvroDeserializer<ImageTask> reader;
    private final GlueAvroSerializer<SpecificRecord> writer;
    private final AtomicInteger seen = new AtomicInteger();
    private final Queue<ProducerRecord<String, byte[]>> told = new ConcurrentLinkedQueue<>();
    private final Set<String> cameBack = new HashSet<>();
    private final Thread thread;
    private volatile boolean stalled;
    private volatile boolean closed;

    TestingFunctions(String bootstrapServers, SchemaRegistry registry) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "functions",
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        reader = new GlueAvroDeserializer<>(registry, ImageTask.class);
        writer = new GlueAvroSerializer<>(registry);
        consumer.subscribe(List.of(Topics.IMAGE_TASKS_EXPRESS));
        thread = Thread.ofPlatform().name("functions").start(this::run);
    }

    /** Takes tasks and answers none until {@link #go()}; what was taken stays unanswered for good. */
    void stall() {
        stalled = true;
        seen.set(0);
    }

    void go() {
        stalled = false;
    }

    /** Tasks taken since the last stall began. */
    int seen() {
        return seen.get();
    }

    /** Tells every outcome that was ever told again. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is missing shows at the end
    void repeatAll() {
        for (ProducerRecord<String, byte[]> outcome : List.copyOf(told)) {
            producer.send(outcome);
        }
        producer.flush();
    }

    private void run() {
        while (!closed) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                seen.incrementAndGet();
                if (!stalled) {
                    answer(requireNonNull(reader.deserialize(record.topic(), record.value())));
                }
            }
        }
        consumer.close();
    }

    private void answer(ImageTask task) {
        int number = Math.floorMod(task.getImageId().hashCode(), 630);
        if (number % 9 == 0 && cameBack.add(task.getImageId())) {
            send(Topics.TASK_FAILURES, task.getImageId(), task);
            return;
        }
        SpecificRecord outcome = number % 10 == 0
                ? Outcomes.refused(task, Reason.CORRUPT, Instant.now())
                : Outcomes.done(task, Instant.now());
        send(Topics.TASK_OUTCOMES, task.getImageId(), outcome);
        if (number % 7 == 0) {
            send(Topics.TASK_OUTCOMES, task.getImageId(), outcome);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is missing shows at the end
    private void send(String topic, String imageId, SpecificRecord event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, imageId, writer.serialize(topic, event));
        if (topic.equals(Topics.TASK_OUTCOMES)) {
            told.add(record);
        }
        producer.send(record);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
