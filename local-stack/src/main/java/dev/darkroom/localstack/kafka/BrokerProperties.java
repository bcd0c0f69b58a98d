package dev.darkroom.localstack.kafka;

import dev.darkroom.localstack.machine.LoopbackPort;
import java.util.HashMap;
import java.util.Map;

/** The properties of the one node: what AWS's brokers are given, and over it what differs on one machine. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(KafkaSettings settings, int clientPort, int controllerPort) {
        Map<String, String> properties = new HashMap<>(settings.brokerProperties());
        properties.putAll(node(settings, clientPort, controllerPort));
        properties.putAll(oneReplica());
        properties.putAll(quickRestart());
        properties.putAll(smallFootprint());
        return Map.copyOf(properties);
    }

    private static Map<String, String> node(KafkaSettings settings, int clientPort, int controllerPort) {
        String clients = "PLAINTEXT://" + LoopbackPort.HOST + ":" + clientPort;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                settings.directory().toAbsolutePath().toString(),
                "listeners",
                clients + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "inter.broker.listener.name",
                "PLAINTEXT",
                // a static quorum takes its address from here and not from the log, so ports may change between runs
                "controller.quorum.voters",
                NODE_ID + "@" + controller);
    }

    private static Map<String, String> oneReplica() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    /** After a kill the controller waits for the dead broker's session to end before it accepts the new one. */
    private static Map<String, String> quickRestart() {
        return Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "group.min.session.timeout.ms", "1000",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                // allocated at start, 128 MB by default
                "log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    }
}
