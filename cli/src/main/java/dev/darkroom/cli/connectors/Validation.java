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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a connector's class says of its config.
 *
 * @param problems one sentence for each setting that is wrong; none when the config may be put in
 */
record Validation(List<String> problems, Secrets secrets) {
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}:]+:([^}]+)}");

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
        List<String> problems = new ArrayList<>();
        Set<String> passwords = new HashSet<>();
        for (JsonNode setting : answer.body().path("configs")) {
            problems.addAll(problems(setting.path("value"), connector));
            if (setting.path("definition").path("type").asText().equals("PASSWORD")) {
                passwords.add(setting.path("definition").path("name").asText());
            }
        }
        return new Validation(problems, new Secrets(passwords));
    }

    /** The worker resolves variables before it validates; one that is still there it does not know. */
    private static List<String> problems(JsonNode value, ConnectorFile connector) {
        List<String> problems = new ArrayList<>();
        String setting = value.path("name").asText();
        Matcher variable = UNRESOLVED.matcher(value.path("value").asText());
        if (connector.config().containsKey(setting) && variable.find()) {
            problems.add(
                    setting + ": the worker has no " + variable.group(1)
                            + "; set it in its environment and in its provider's allowlist, or say --fill to take it from here");
            return problems;
        }
        value.path("errors").forEach(error -> problems.add(setting + ": " + error.asText()));
        return problems;
    }
}
