package dev.darkroom.localstack.lambda;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The one producer for all on-failure destinations; connects when there is a first failure to tell. */
final class FailureProducer implements AutoCloseable {
    private final String bootstrapServers;
    private @Nullable Producer<byte[], byte[]> producer;

    FailureProducer(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    synchronized Producer<byte[], byte[]> get() {
        Producer<byte[], byte[]> present = producer;
        if (present == null) {
            present = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.CLIENT_ID_CONFIG,
                            "lambda-failures",
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            ProducerConfig.LINGER_MS_CONFIG,
                            0),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            producer = present;
        }
        return present;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
