package dev.darkroom.localstack.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts connectors into a worker and waits until they run. */
final class ConnectorDeployment {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorDeployment.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A worker that starts again shows the states of its last run until its tasks report theirs. */
    private static final Duration STALE_STATE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final ConnectRest rest;
    private final InstantSource clock;

    ConnectorDeployment(ConnectRest rest, InstantSource clock) {
        this.rest = rest;
        this.clock = clock;
    }

    void awaitWorker() {
        ConnectRest.Answer health = rest.health();
        if (!health.isSuccess()) {
            throw new IllegalStateException("The Connect worker is not well: " + health.message());
        }
    }

    /** Puts the connector in unless it is there with the same config. */
    void put(ConnectorFile connector) {
        ConnectRest.Answer current = rest.config(connector.name());
        if (current.isSuccess() && current.body().equals(ConnectRest.json(withName(connector)))) {
            return;
        }
        ConnectRest.Answer answer = rest.put(connector.name(), connector.config());
        if (!answer.isSuccess()) {
            throw new ConnectorFailedException(connector, answer.message());
        }
        LOG.atInfo().addKeyValue("connector", connector.name()).log("Connector put in");
    }

    void awaitRunning(ConnectorFile connector) {
        Instant start = clock.instant();
        Duration waited = Duration.ZERO;
        while (!isRunning(connector, waited)) {
            if (waited.compareTo(PATIENCE) > 0) {
                throw new ConnectorFailedException(
                        connector, "it has not started within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            waited = Duration.between(start, clock.instant());
        }
    }

    private boolean isRunning(ConnectorFile connector, Duration waited) {
        return switch (ConnectorState.of(rest.status(connector.name()).body())) {
            case ConnectorState.Running running -> true;
            // by someone's wish, which outlives the worker
            case ConnectorState.Paused paused -> true;
            case ConnectorState.Starting starting -> false;
            case ConnectorState.Failed failed -> {
                if (waited.compareTo(STALE_STATE) > 0) {
                    throw new ConnectorFailedException(connector, failed.cause());
                }
                yield false;
            }
        };
    }

    private static Map<String, String> withName(ConnectorFile connector) {
        Map<String, String> config = new HashMap<>(connector.config());
        config.put("name", connector.name());
        return config;
    }
}
