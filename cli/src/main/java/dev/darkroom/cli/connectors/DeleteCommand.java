package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes connectors away. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = {
            "Take connectors away.",
            "A sink's place in its topics stays with its consumer group: put in again, it goes on from there."
        })
final class DeleteCommand implements Callable<Integer> {
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
            List<Outcome> outcomes =
                    names.stream().map(name -> Execution.delete(connect, name)).toList();
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isFailure) ? 1 : 0;
        }
    }
}
