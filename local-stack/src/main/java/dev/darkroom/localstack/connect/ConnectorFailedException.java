package dev.darkroom.localstack.connect;

/** A connector that was put in does not run; the message says why and which file describes it. */
public final class ConnectorFailedException extends RuntimeException {
    ConnectorFailedException(ConnectorFile connector, String cause) {
        super("Connector %s does not run: %s (see %s)".formatted(connector.name(), cause, connector.file()));
    }
}
