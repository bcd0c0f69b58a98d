package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does one thing to each connector that is named, and ends with 1 when one of them failed. */
abstract class NamedConnectorsCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Connectors.")
    private List<String> names = List.of();

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    abstract Outcome act(ConnectRest connect, Settling settling, String name);

    @Override
    public final Integer call() {
        try (ConnectRest connect = worker.connect()) {
            Settling settling = Settling.of(connect, worker);
            List<Outcome> outcomes =
                    names.stream().map(name -> act(connect, settling, name)).toList();
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isFailure) ? 1 : 0;
        }
    }
}
