package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Have connectors stop reading, and keep their place. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Have connectors stop reading, and keep their place.")
final class PauseCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Connectors.")
    private List<String> names = List.of();

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConnectRest connect = worker.connect()) {
            Settling settling = Settling.of(connect, worker);
            List<Outcome> outcomes =
                    names.stream().map(name -> pause(connect, settling, name)).toList();
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isFailure) ? 1 : 0;
        }
    }

    private static Outcome pause(ConnectRest connect, Settling settling, String name) {
        ConnectRest.Answer answer = connect.pause(name);
        return answer.isSuccess()
                ? Outcome.of(name, "pause", settling.await(name, ConnectorState.Paused.class::isInstance))
                : Outcome.failed(name, "pause", answer.message());
    }
}
