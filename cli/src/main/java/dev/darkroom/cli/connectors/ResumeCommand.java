package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorState;
import picocli.CommandLine.Command;

/** Have paused connectors go on. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Have paused connectors go on.")
final class ResumeCommand extends NamedConnectorsCommand {
    @Override
    Outcome act(ConnectRest connect, Settling settling, String name) {
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
