package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectorState;
import java.util.List;

/**
 * What became of one connector.
 *
 * @param action what was done or would be: create, update, keep, delete, ignore, skip, refuse, restart, pause, resume, none
 * @param state of the connector afterwards, in lower case; empty where it was not asked
 * @param problems one sentence each; what failed has at least one
 */
record Outcome(String name, String action, String state, List<SettingChange> changes, List<String> problems) {
    Outcome {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    static Outcome of(String name, String action, ConnectorState state) {
        return switch (state) {
            case ConnectorState.Running running -> of(name, action, "running");
            case ConnectorState.Paused paused -> of(name, action, "paused");
            case ConnectorState.Starting starting ->
                failed(name, action, "not all of its tasks run within the time given (--timeout)")
                        .in("starting");
            case ConnectorState.Failed failed ->
                failed(name, action, failed.cause()).in("failed");
        };
    }

    static Outcome of(String name, String action, String state) {
        return new Outcome(name, action, state, List.of(), List.of());
    }

    static Outcome failed(String name, String action, String problem) {
        return new Outcome(name, action, "", List.of(), List.of(problem));
    }

    Outcome in(String other) {
        return new Outcome(name, action, other, changes, problems);
    }

    Outcome with(List<SettingChange> others) {
        return new Outcome(name, action, state, others, problems);
    }

    /** Whether the group is not as the files say. */
    boolean isDifference() {
        return !List.of("keep", "ignore", "skip").contains(action);
    }

    boolean isFailure() {
        return !problems.isEmpty();
    }
}
