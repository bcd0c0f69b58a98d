package dev.darkroom.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a connector's class says of its config.
 *
 * @param problems one sentence for each setting that is wrong; none when the config may be put in
 */
record Validation(List<String> problems, Secrets secrets) {

    Validation {
        problems = List.copyOf(problems);
    }

    static Validation of(ConnectRest connect, ConnectorFile connector) {
        Map<String, String> config = new HashMap<>(connector.config());
        config.put("name", connector.name());
        ConnectRest.Answer answer = connect.validate(connector.connectorClass(), config);
        if (!answer.isSuccess()) {
            return new Validation(List.of(answer.message()), new Secrets(Set.of()));
        }
        List<String> problems = new ArrayList<>(WorkerVariables.problems(connect, connector));
        Set<String> passwords = new HashSet<>();
        for (JsonNode setting : answer.body().path("configs")) {
            String name = setting.path("value").path("name").asText();
            setting.path("value").path("errors").forEach(error -> problems.add(name + ": " + error.asText()));
            if (setting.path("definition").path("type").asText().equals("PASSWORD")) {
                passwords.add(setting.path("definition").path("name").asText());
            }
        }
        return new Validation(problems, new Secrets(passwords));
    }
}
