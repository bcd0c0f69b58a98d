package dev.darkroom.cli;

import dev.darkroom.localstack.LocalStackSettings;
import dev.darkroom.localstack.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the platform keeps its state and on which ports it listens. */
final class StackOptions {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the state is kept (default: .darkroom beside the command).")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--ephemeral", description = "Keep no state: begin empty, leave nothing behind.")
    private boolean ephemeral;

    @Option(names = "--any-ports", description = "Listen on whatever ports are free.")
    private boolean anyPorts;

    @Option(
            names = "--functions",
            paramLabel = "DIR",
            description = "A folder of jars with image functions of your own, as a Lambda layer would bring them.")
    private Optional<Path> functions = Optional.empty();

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int kafka = 9092;

    @Option(names = "--connect-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int connect = 8083;

    @Option(names = "--dynamodb-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int dynamoDb = 8000;

    @Option(names = "--s3-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int s3 = 9000;

    @Option(names = "--glue-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int glue = 8082;

    @Option(names = "--collection-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int collection = 8080;

    @Option(names = "--streaming-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int streaming = 8081;

    @Option(names = "--topology-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int topology = 8084;

    /**
     * Starts the platform so.
     *
     * @param home the directory of the command, where template, topics, connectors and packages are
     * @param lambdaCache the functions' start-up cache; made when it is not there
     */
    Platform start(Path home, Optional<Path> lambdaCache) {
        Ports ports = anyPorts ? Ports.anyFree() : new Ports(kafka, connect, dynamoDb, s3, glue);
        LocalStackSettings stack = (ephemeral
                        ? LocalStackSettings.ephemeral(home)
                        : LocalStackSettings.of(home).withState(state(home)))
                .withPorts(ports)
                .withLayerJars(functions.map(FunctionJars::in).orElse(List.of()));
        if (lambdaCache.isPresent()) {
            stack = stack.withLambdaAotCache(lambdaCache.get());
        }
        return Platform.start(stack, anyPorts ? 0 : collection, anyPorts ? 0 : streaming, anyPorts ? 0 : topology);
    }

    /** Where the log goes: with the state, or, where none is kept, among the machine's temporary files. */
    Path logs(Path home) {
        return ephemeral
                ? Path.of(
                        System.getProperty("java.io.tmpdir", "."),
                        "darkroom-logs-" + ProcessHandle.current().pid())
                : state(home).resolve("logs");
    }

    private Path state(Path home) {
        return state.map(Path::toAbsolutePath).orElseGet(() -> home.resolve(".darkroom"));
    }
}
