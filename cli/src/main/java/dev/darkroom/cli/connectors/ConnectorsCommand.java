package dev.darkroom.cli.connectors;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Connectors of a Connect group, here or elsewhere. */
@Command(
        name = "connectors",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Keep the connectors of a Kafka Connect group as files say, over its REST API.",
            "Ends with 0 when all is in order, 1 when something differs or fails, 2 when Connect cannot be asked."
        },
        subcommands = {
            ApplyCommand.class,
            DiffCommand.class,
            StatusCommand.class,
            RestartCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            DeleteCommand.class,
            HelpCommand.class
        })
public final class ConnectorsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
