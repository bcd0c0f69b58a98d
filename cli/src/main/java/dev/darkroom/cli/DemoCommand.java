package dev.darkroom.cli;

import dev.darkroom.cli.demo.Demo;
import dev.darkroom.cli.demo.Photos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Starts the platform and sends a folder of images through it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start the whole platform, send images through it, and tell what became of each.",
            "Ends with 0 when every image was accepted and reached its end, with 1 when one did not."
        })
final class DemoCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of images, with its subfolders (default: the bundled photos).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--exit", description = "Stop the platform when the last image is done.")
    private boolean exit;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long to wait for the last image (default: ${DEFAULT-VALUE}).")
    private int patienceSeconds = 120;

    @Mixin
    private StackOptions options = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Photos photos = Photos.in(folder.orElseGet(() -> Session.home().resolve("photos")));
        try (Session session = Session.start(options, spec.commandLine().getOut())) {
            session.printAddresses();
            boolean done = demo(session.platform(), photos);
            if (!exit) {
                session.stay();
            }
            return done ? 0 : 1;
        } catch (InterruptedException e) {
            return Session.EXIT_ON_SIGNAL;
        }
    }

    private boolean demo(Platform platform, Photos photos) throws IOException, InterruptedException {
        try (DynamoDbClient dynamoDb = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return new Demo(
                            platform.collection(),
                            platform.streaming(),
                            dynamoDb,
                            platform.imagesTable(),
                            Duration.ofSeconds(patienceSeconds),
                            spec.commandLine().getOut())
                    .run(photos, platform.objects());
        }
    }
}
