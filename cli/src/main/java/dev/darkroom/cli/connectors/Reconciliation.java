package dev.darkroom.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares the files with the group. */
final class Reconciliation {
    private final ConnectRest connect;
    private final boolean prune;
    private final boolean skipMissing;

    /**
     * A comparison with one group.
     *
     * @param prune whether connectors that no file tells of go
     * @param skipMissing whether connectors may be left out whose class the group does not have
     */
    Reconciliation(ConnectRest connect, boolean prune, boolean skipMissing) {
        this.connect = connect;
        this.prune = prune;
        this.skipMissing = skipMissing;
    }

    /** What has to be done: first by the files, then about what no file tells of. */
    List<Step> plan(List<ConnectorFile> files) {
        JsonNode present = require(connect.connectors());
        List<String> classes = require(connect.plugins()).findValuesAsText("class");
        List<Step> steps = new ArrayList<>();
        files.forEach(file ->
                steps.add(step(file, present.path(file.name()).path("info").path("config"), classes)));
        TreeSet<String> untold = new TreeSet<>();
        present.fieldNames().forEachRemaining(untold::add);
        files.forEach(file -> untold.remove(file.name()));
        untold.forEach(name -> steps.add(prune ? new Step.Remove(name) : new Step.Ignore(name)));
        return steps;
    }

    private Step step(ConnectorFile file, JsonNode current, List<String> classes) {
        if (classes.stream().noneMatch(known -> isNamed(known, file.connectorClass()))) {
            String why = "connector.class: the worker has no plugin with " + file.connectorClass();
            return skipMissing
                    ? new Step.Skip(file.name(), why)
                    : new Step.Refuse(file.name(), List.of(why + "; put it on its plugin.path, or say --skip-missing"));
        }
        Validation validation = Validation.of(connect, file);
        if (!validation.problems().isEmpty()) {
            return new Step.Refuse(file.name(), validation.problems());
        }
        List<SettingChange> changes = SettingChange.between(current, file.config(), validation.secrets());
        if (current.isMissingNode()) {
            return new Step.Create(file, changes);
        }
        return changes.isEmpty() ? new Step.Keep(file.name()) : new Step.Update(file, changes);
    }

    /** As Connect takes it: the whole name, the simple one, or that without "Connector". */
    private static boolean isNamed(String known, String wanted) {
        String simple = known.substring(known.lastIndexOf('.') + 1);
        return known.equals(wanted)
                || simple.equals(wanted)
                || Optional.of(simple)
                        .filter(name -> name.endsWith("Connector"))
                        .map(name -> name.substring(0, name.length() - "Connector".length()))
                        .filter(wanted::equals)
                        .isPresent();
    }

    static JsonNode require(ConnectRest.Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Connect answered %d: %s".formatted(answer.status(), answer.message()));
        }
        return answer.body();
    }
}
