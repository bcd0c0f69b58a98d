package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells where the group is not as the files say. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Show, setting by setting, where the connectors are not as the files say; secrets are hidden.",
            "Ends with 1 when they are not; changes nothing."
        })
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConnectRest connect = worker.connect()) {
            List<Outcome> outcomes = Execution.describe(
                    new Reconciliation(connect, files.prune(), files.skipMissing()).plan(files.read()));
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isDifference) ? 1 : 0;
        }
    }
}
