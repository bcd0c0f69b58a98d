package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import picocli.CommandLine.Command;

/** Takes connectors away. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = {
            "Take connectors away.",
            "A sink's place in its topics stays with its consumer group: put in again, it goes on from there."
        })
final class DeleteCommand extends NamedConnectorsCommand {
    @Override
    Outcome act(ConnectRest connect, Settling settling, String name) {
        return Execution.delete(connect, name);
    }
}
