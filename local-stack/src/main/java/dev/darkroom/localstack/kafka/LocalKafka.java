package dev.darkroom.localstack.kafka;

import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.StateDirectory;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process. What it has acknowledged survives {@link #close()} and the death of the process; the
 * death of the machine may take what the operating system had not yet written, as on any single broker.
 */
public final class LocalKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final AutoCloseable afterwards;

    private LocalKafka(KafkaRaftServer server, String bootstrapServers, AutoCloseable afterwards) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.afterwards = afterwards;
    }

    /**
     * Starts the broker and returns when it serves clients.
     *
     * @throws dev.darkroom.localstack.machine.PortTakenException when the port is in use
     */
    public static LocalKafka start(KafkaSettings settings) {
        return start(settings, () -> {});
    }

    /** A broker for a test: any free port, state deleted on close. */
    public static LocalKafka ephemeral() {
        StateDirectory state = StateDirectory.ephemeral();
        return start(KafkaSettings.in(state.subdirectory("kafka")), state);
    }

    /** Where clients find the broker, host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Makes the broker's topics what the file says, with one replica each: creates, adds partitions, sets configs. */
    public void apply(TopicsFile topics) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new TopicReconciliation(admin).apply(topics.onOneBroker().topics());
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            afterwards.close();
        } catch (Exception e) {
            throw new IllegalStateException("The broker stopped, but its state could not be deleted", e);
        }
    }

    private static LocalKafka start(KafkaSettings settings, AutoCloseable afterwards) {
        LoopbackPort.requireFree(settings.port(), "Kafka", "the Kafka port");
        int clientPort = LoopbackPort.orFree(settings.port());
        int controllerPort = LoopbackPort.orFree(0);
        KafkaLogDirectory.formatIfEmpty(settings.directory());
        KafkaConfig config = new KafkaConfig(BrokerProperties.of(settings, clientPort, controllerPort), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        String bootstrapServers = LoopbackPort.HOST + ":" + clientPort;
        LOG.atInfo().addKeyValue("bootstrap.servers", bootstrapServers).log("Kafka started");
        return new LocalKafka(server, bootstrapServers, afterwards);
    }
}
