package dev.darkroom.cli;

import dev.darkroom.cli.client.UploadCommand;
import dev.darkroom.cli.client.WatchCommand;
import dev.darkroom.cli.connectors.ConnectorsCommand;
import dev.darkroom.cli.packaging.PackageCommand;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Entry point of {@code ./darkroom}. Exit codes: 0 done, 1 something failed, 2 the command or its surroundings are off. */
@Command(
        name = "darkroom",
        description = "An image-processing platform, whole, on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            RunFunctionCommand.class,
            UploadCommand.class,
            WatchCommand.class,
            RedriveCommand.class,
            ConnectorsCommand.class,
            PackageCommand.class,
            TrainCommand.class,
            HelpCommand.class
        })
final class Darkroom implements Callable<Integer> {
    private static final AtomicBoolean END_AT_ONCE = new AtomicBoolean();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Darkroom() {}

    static void main(String[] arguments) {
        // The exit is said aloud: broker, Connect and Streams leave threads behind that would keep the JVM.
        int exitCode = commandLine().execute(arguments);
        if (END_AT_ONCE.get()) {
            Runtime.getRuntime().halt(exitCode);
        }
        System.exit(exitCode);
    }

    /** Has the process end without its shutdown hooks, which would wait for what did not stop. */
    static void endAtOnce() {
        END_AT_ONCE.set(true);
    }

    static CommandLine commandLine() {
        // what sql does not know is for the runner, in the order it was given
        CommandLine sql = new CommandLine(new SqlCommand()).setUnmatchedOptionsArePositionalParams(true);
        return new CommandLine(new Darkroom())
                .addSubcommand(sql)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new PlainErrors());
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLine.ExitCode.USAGE;
    }
}
