package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the group as the files say. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Make the connectors as the files say, and wait until their tasks run.",
            "All are validated before the first is put in; what is as it should be is not touched."
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConnectRest connect = worker.connect()) {
            List<Step> plan = new Reconciliation(connect, files.prune(), files.skipMissing()).plan(files.read());
            List<Outcome> outcomes =
                    dryRun ? Execution.describe(plan) : new Execution(connect, Settling.of(connect, worker)).run(plan);
            output.print(outcomes, spec.commandLine().getOut());
            return outcomes.stream().anyMatch(Outcome::isFailure) ? 1 : 0;
        }
    }
}
