package dev.darkroom.localstack.connect;

import dev.darkroom.localstack.machine.LoopbackPort;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A distributed Connect worker in this process, alone in its group. Its connectors, their configs and offsets are in
 * Kafka and survive it.
 */
public final class LocalConnect implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalConnect.class);

    private final Connect<?> worker;
    private final ConnectRest rest;
    private final URI endpoint;
    private final Map<String, String> environment;

    private LocalConnect(Connect<?> worker, URI endpoint, Map<String, String> environment) {
        this.worker = worker;
        this.rest = new ConnectRest(endpoint);
        this.endpoint = endpoint;
        this.environment = environment;
    }

    /**
     * Starts the worker and returns when it has joined its group and takes requests.
     *
     * @throws dev.darkroom.localstack.machine.PortTakenException when the port is in use
     */
    public static LocalConnect start(ConnectSettings settings) {
        LoopbackPort.requireFree(settings.port(), "Connect", "the Connect port");
        int port = LoopbackPort.orFree(settings.port());
        Connect<?> worker = new ConnectDistributed().startConnect(WorkerProperties.of(settings, port));
        URI endpoint = URI.create("http://" + LoopbackPort.HOST + ":" + port);
        LocalConnect connect = new LocalConnect(worker, endpoint, WorkerProperties.visibleEnvironment(settings));
        connect.deployment().awaitWorker();
        LOG.atInfo().addKeyValue("endpoint", endpoint).log("Connect started");
        return connect;
    }

    /**
     * Puts the connectors in through the REST API and returns when each of them and its tasks run.
     *
     * @throws ConnectorFailedException when one does not
     * @throws IllegalArgumentException when one asks for a variable that the environment does not have
     */
    public void apply(List<ConnectorFile> connectors) {
        connectors.forEach(connector -> connector.requireVariables(environment));
        connectors.forEach(deployment()::put);
        connectors.forEach(deployment()::awaitRunning);
    }

    /** Whether the worker has the class that the connector is of. */
    public boolean canRun(ConnectorFile connector) {
        return rest.plugins().body().findValuesAsText("class").contains(connector.connectorClass());
    }

    /** Where the REST API is. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        rest.close();
        worker.stop();
        worker.awaitStop();
    }

    private ConnectorDeployment deployment() {
        return new ConnectorDeployment(rest, InstantSource.system());
    }
}
