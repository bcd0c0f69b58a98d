package dev.darkroom.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands its arguments to the SQL runner, whose JVM it starts with the way to the tables in its environment. */
@Command(
        name = "sql",
        description = {
            "Ask in SQL what was done, for whom: a statement, a question's name, or nothing for a prompt.",
            "sql --help tells the options."
        })
final class SqlCommand implements Callable<Integer> {
    @Option(names = "--aws", description = "Ask the tables of the AWS account that the environment leads to.")
    private boolean aws;

    @Option(names = "--bucket", paramLabel = "NAME", description = "The analytics bucket there.")
    private Optional<String> bucket = Optional.empty();

    @Option(names = "--dynamodb-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int dynamoDb = 8000;

    @Option(names = "--s3-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int s3 = 9000;

    @Parameters(paramLabel = "STATEMENT", description = "What the runner takes.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return SqlRunner.in(Session.home()).run(arguments, needsTables() ? environment() : Map.of());
    }

    /** Help and the list of questions are to be had without a platform. */
    private boolean needsTables() {
        return arguments.stream().noneMatch(List.of("--help", "-h", "--version", "-V", "--list")::contains);
    }

    private Map<String, String> environment() {
        if (aws) {
            return SqlEnvironment.aws(bucket);
        }
        requireListening("DynamoDB", dynamoDb, "--dynamodb-port");
        requireListening("S3", s3, "--s3-port");
        return SqlEnvironment.local(Session.home(), dynamoDb, s3);
    }

    private static void requireListening(String what, int port, String option) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No " + what + " answers on port " + port
                            + ": start the platform with ./darkroom up, or name its port with " + option,
                    e);
        }
    }
}
