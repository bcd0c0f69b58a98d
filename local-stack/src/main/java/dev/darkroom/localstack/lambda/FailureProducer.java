package dev.darkroom.localstack.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one producer for all on-failure destinations; connects when there is a first failure to tell, and is replaced
 * when it has failed for good.
 */
final class FailureProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailureProducer.class);
    /** Above anything an event can hold, so that the destination's own limit decides. */
    private static final int LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    /** @param producers makes a producer, connected or not */
    FailureProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    static FailureProducer connectingTo(String bootstrapServers) {
        return new FailureProducer(() -> new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "lambda-failures",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_REQUEST_BYTES,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    /** @throws RuntimeException when there is none and none can be made */
    synchronized Producer<byte[], byte[]> get() {
        if (closed) {
            throw new IllegalStateException("The producer for on-failure destinations has been closed");
        }
        Producer<byte[], byte[]> present = producer;
        if (present == null) {
            present = producers.get();
            producer = present;
        }
        return present;
    }

    /** Has the next {@link #get} make another, unless that has happened already. */
    synchronized void discard(Producer<byte[], byte[]> broken) {
        if (!broken.equals(producer)) {
            return;
        }
        producer = null;
        try {
            broken.close(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("A broken producer did not close");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close();
        }
    }
}
