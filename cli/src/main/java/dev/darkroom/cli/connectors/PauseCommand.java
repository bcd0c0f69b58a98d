package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorState;
import picocli.CommandLine.Command;

/** Have connectors stop reading, and keep their place. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Have connectors stop reading, and keep their place.")
final class PauseCommand extends NamedConnectorsCommand {
    @Override
    Outcome act(ConnectRest connect, Settling settling, String name) {
        ConnectRest.Answer answer = connect.pause(name);
        return answer.isSuccess()
                ? Outcome.of(name, "pause", settling.await(name, ConnectorState.Paused.class::isInstance))
                : Outcome.failed(name, "pause", answer.message());
    }
}
