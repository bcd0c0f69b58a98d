package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.KafkaEventSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the consumers of an event source.
 *
 * <p>They read uncommitted records. AWS does not document the isolation of its pollers, so nothing may depend on the
 * stronger kind: a task of an aborted transaction may be processed, and processed again when the transaction is
 * repeated, which is harmless because every effect of a task is a function of the image and the operation. In return
 * a transaction that hangs does not hold up the tasks behind it.
 *
 * <p>They are static members, so that an event source that comes back after a crash takes its predecessor's place at
 * once instead of waiting until the group has given it up.
 */
record PollerConsumers(KafkaEventSource source, String bootstrapServers) implements Supplier<Consumer<byte[], byte[]>> {
    private static final int MOST_RECORDS_PER_POLL = 500;

    @Override
    public Consumer<byte[], byte[]> get() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        source.consumerGroupId(),
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        "local-lambda",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "lambda-" + source.consumerGroupId(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_uncommitted",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        offsetReset(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        Math.min(source.batchSize(), MOST_RECORDS_PER_POLL)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private String offsetReset() {
        return switch (source.startingPosition()) {
            case TRIM_HORIZON, AT_TIMESTAMP -> "earliest";
            case LATEST -> "latest";
        };
    }
}
