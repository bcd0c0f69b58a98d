package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The variables <code>${provider:name}</code> that a worker cannot resolve. It says so nowhere: it leaves them as they
 * are, and shows validated settings as they were sent. But it resolves before it validates, and repeats a number that is
 * none in its error; so the variables are sent where a number belongs.
 */
final class WorkerVariables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}:]+:[^}]+}");
    private static final String NUMBER = "tasks.max";

    private WorkerVariables() {}

    /** One sentence for each setting with a variable that the worker does not know. */
    static List<String> problems(ConnectRest connect, ConnectorFile connector) {
        Set<String> used = new TreeSet<>();
        connector.config().values().forEach(value -> used.addAll(in(value)));
        Set<String> unknown = used.isEmpty() ? Set.of() : unknown(connect, connector, used);
        return connector.config().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(setting -> in(setting.getValue()).stream()
                        .filter(unknown::contains)
                        .map(variable -> setting.getKey() + ": the worker does not know " + variable
                                + "; set it in its environment and in its provider's allowlist,"
                                + " or say --fill to take it from here"))
                .toList();
    }

    private static Set<String> unknown(ConnectRest connect, ConnectorFile connector, Set<String> used) {
        Map<String, String> probe = Map.of(
                "name",
                connector.name(),
                "connector.class",
                connector.connectorClass(),
                NUMBER,
                "no number: " + String.join(" ", used));
        Set<String> unknown = new TreeSet<>();
        connect.validate(connector.connectorClass(), probe)
                .body()
                .path("configs")
                .forEach(setting -> {
                    if (setting.path("value").path("name").asText().equals(NUMBER)) {
                        unknown.addAll(in(setting.path("value").path("errors").toString()));
                    }
                });
        return unknown;
    }

    private static Set<String> in(String text) {
        return VARIABLE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
