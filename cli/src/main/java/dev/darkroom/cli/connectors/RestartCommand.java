package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts failed tasks again. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Start what has failed of connectors and tasks again, and wait until it runs.")
final class RestartCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Connectors (default: all).")
    private List<String> names = List.of();

    @Option(names = "--whole", description = "Start what runs again, too.")
    private boolean whole;

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConnectRest connect = worker.connect()) {
            List<String> wanted =
                    names.isEmpty() ? StatusCommand.names(Reconciliation.require(connect.connectors())) : names;
            Settling settling = Settling.of(connect, worker);
            List<Outcome> outcomes = new ArrayList<>();
            wanted.forEach(name -> outcomes.add(restart(connect, settling, name)));
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isFailure) ? 1 : 0;
        }
    }

    private Outcome restart(ConnectRest connect, Settling settling, String name) {
        ConnectRest.Answer status = connect.status(name);
        if (!status.isSuccess()) {
            return Outcome.failed(name, "restart", status.message());
        }
        if (!whole && new ConnectorStatus(name, status.body()).isWell()) {
            return Outcome.of(name, "none", "nothing has failed");
        }
        ConnectRest.Answer answer = connect.restart(name, !whole);
        return answer.isSuccess()
                ? Outcome.of(name, "restart", settling.await(name))
                : Outcome.failed(name, "restart", answer.message());
    }
}
