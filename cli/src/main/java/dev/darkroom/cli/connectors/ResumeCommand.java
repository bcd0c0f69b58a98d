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

/** Have paused connectors go on. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Have paused connectors go on.")
final class ResumeCommand implements Callable<Integer> {
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
                    names.stream().map(name -> resume(connect, settling, name)).toList();
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isFailure) ? 1 : 0;
        }
    }

    private static Outcome resume(ConnectRest connect, Settling settling, String name) {
        ConnectRest.Answer answer = connect.resume(name);
        return answer.isSuccess()
                ? Outcome.of(
                        name,
                        "resume",
                        settling.await(
                                name,
                                state -> state instanceof ConnectorState.Running
                                        || state instanceof ConnectorState.Failed))
                : Outcome.failed(name, "resume", answer.message());
    }
}
