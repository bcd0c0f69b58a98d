package dev.darkroom.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.localstack.connect.ConnectorState;
import java.util.List;

/**
 * A connector and what Connect tells of it.
 *
 * @param status missing when Connect has no such connector
 */
record ConnectorStatus(String name, JsonNode status) {
    boolean isMissing() {
        return status.isMissingNode();
    }

    boolean isWell() {
        return !isMissing() && !(ConnectorState.of(status) instanceof ConnectorState.Failed);
    }

    static ObjectNode json(List<ConnectorStatus> statuses) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        statuses.forEach(status -> {
            if (status.isMissing()) {
                root.putNull(status.name());
            } else {
                root.set(status.name(), status.status());
            }
        });
        return root;
    }
}
