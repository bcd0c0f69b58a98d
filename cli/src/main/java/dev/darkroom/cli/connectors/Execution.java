package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorFile;
import dev.darkroom.localstack.connect.ConnectorState;
import java.util.ArrayList;
import java.util.List;

/** Does what a plan says: all that is to be put in, then the waiting, then what is to go. */
record Execution(ConnectRest connect, Settling settling) {
    /** The plan as it is, with nothing done. */
    static List<Outcome> describe(List<Step> plan) {
        return plan.stream().map(Execution::describe).toList();
    }

    static Outcome describe(Step step) {
        return switch (step) {
            case Step.Create create -> Outcome.of(create.name(), "create", "").with(create.changes());
            case Step.Update update -> Outcome.of(update.name(), "update", "").with(update.changes());
            case Step.Keep keep -> Outcome.of(keep.name(), "keep", "");
            case Step.Remove remove -> Outcome.of(remove.name(), "delete", "");
            case Step.Ignore ignore -> Outcome.of(ignore.name(), "ignore", "");
            case Step.Skip skip -> Outcome.of(skip.name(), "skip", "no plugin");
            case Step.Refuse refuse -> new Outcome(refuse.name(), "refuse", "", List.of(), refuse.problems());
        };
    }

    /** Does it; nothing at all when one of the connectors is refused. */
    List<Outcome> run(List<Step> plan) {
        if (plan.stream().anyMatch(Step.Refuse.class::isInstance)) {
            return describe(plan).stream()
                    .map(outcome -> outcome.isFailure() || !outcome.isDifference() ? outcome : outcome.in("not done"))
                    .toList();
        }
        List<Outcome> put = plan.stream().map(this::put).toList();
        List<Outcome> outcomes = new ArrayList<>();
        for (Outcome outcome : put) {
            outcomes.add(isWaitedFor(outcome) ? settled(outcome) : outcome);
        }
        return outcomes;
    }

    private Outcome put(Step step) {
        return switch (step) {
            case Step.Create create -> put(create.connector(), describe(create));
            case Step.Update update -> put(update.connector(), describe(update));
            case Step.Remove remove -> delete(connect, remove.name());
            case Step.Keep _, Step.Ignore _, Step.Skip _, Step.Refuse _ -> describe(step);
        };
    }

    private Outcome put(ConnectorFile connector, Outcome outcome) {
        ConnectRest.Answer answer = connect.put(connector.name(), connector.config());
        return answer.isSuccess()
                ? outcome
                : Outcome.failed(outcome.name(), outcome.action(), answer.message())
                        .with(outcome.changes());
    }

    static Outcome delete(ConnectRest connect, String name) {
        ConnectRest.Answer answer = connect.delete(name);
        return answer.isSuccess()
                ? Outcome.of(name, "delete", "gone")
                : Outcome.failed(name, "delete", answer.message());
    }

    /** What is as the file says should run, too. */
    private static boolean isWaitedFor(Outcome outcome) {
        return !outcome.isFailure() && List.of("create", "update", "keep").contains(outcome.action());
    }

    private Outcome settled(Outcome outcome) {
        ConnectorState state =
                outcome.action().equals("keep") ? settling.now(outcome.name()) : settling.await(outcome.name());
        return Outcome.of(outcome.name(), outcome.action(), state).with(outcome.changes());
    }
}
