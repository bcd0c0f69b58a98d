package dev.darkroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.registry.SchemaRegistry;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has the topology give failed images another round of attempts, and tells what came of it. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Give images that failed another round of attempts: one, a customer's, or all that failed for a reason.",
            "Ends with 0 when images were redriven, with 1 when none was or the topology did not answer in time."
        })
final class RedriveCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Option(names = "--image", paramLabel = "ID", description = "This image.")
    private Optional<String> image = Optional.empty();

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description = "This customer's images; narrows --image and --reason.")
    private Optional<String> customer = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Images that failed for this reason: ${COMPLETION-CANDIDATES}.")
    private Optional<Reason> reason = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Most images redriven on each partition, 1 to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit = 1_000;

    @Option(
            names = "--topology",
            paramLabel = "URL",
            description = "Where streams-topology answers (default: ${DEFAULT-VALUE}).")
    private URI topology = URI.create("http://127.0.0.1:8084");

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the topology (default: ${DEFAULT-VALUE}).")
    private long waitSeconds = 60;

    @Mixin
    private CommandsTopic commands = new CommandsTopic();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        check();
        dev.darkroom.schemas.Command command = command();
        try (SchemaRegistry registry = commands.registry()) {
            commands.send(command, registry);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Command %s is published%n", command.getCommandId());
        out.flush();
        try (CommandProgress progress = new CommandProgress(topology)) {
            Optional<JsonNode> report = progress.await(command.getCommandId(), Duration.ofSeconds(waitSeconds));
            int exitCode = tell(command.getCommandId(), report, out);
            image.flatMap(progress::image).ifPresent(found -> tellOfImage(found, out));
            out.flush();
            return exitCode;
        }
    }

    private void check() {
        require(
                image.isPresent() || customer.isPresent() || reason.isPresent(),
                "Say which images: --image, --customer or --reason");
        require(image.isEmpty() || reason.isEmpty(), "--image names one image: leave --reason out");
        require(limit >= 1 && limit <= MOST, "--limit is 1 to " + MOST + ", not " + limit);
        require(reason.filter(Reason.UNKNOWN::equals).isEmpty(), "--reason UNKNOWN is none that an image fails for");
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private dev.darkroom.schemas.Command command() {
        dev.darkroom.schemas.Command.Builder command = dev.darkroom.schemas.Command.newBuilder()
                .setCommandId("redrive-" + UUID.randomUUID())
                .setKind(CommandKind.REDRIVE)
                .setMostImages(limit)
                .setIssuedBy(System.getProperty("user.name", "unknown"))
                .setIssuedAt(Instant.now());
        image.ifPresent(command::setImageId);
        customer.ifPresent(command::setCustomerId);
        reason.map(Reason::name).ifPresent(command::setReason);
        return command.build();
    }

    private int tell(String commandId, Optional<JsonNode> report, PrintWriter out) {
        if (report.isEmpty()) {
            out.printf(
                    "The topology has not told what came of it in %d s; it will all the same: %s%n",
                    waitSeconds, topology.resolve("/v1/commands/" + commandId));
            return 1;
        }
        long images = report.get().path("images_redriven").asLong();
        boolean isDone = report.get().path("state").asText().equals("done");
        out.printf("%d images redriven%s%n", images, isDone ? "" : " so far; the topology goes on");
        return isDone && images > 0 ? 0 : 1;
    }

    /** An image that was not redriven is open, or processed, or has been redriven or refused often enough. */
    private static void tellOfImage(JsonNode image, PrintWriter out) {
        out.printf(
                "%s is %s, after %d attempts and %d redrives%s%n",
                image.path("image_id").asText(),
                image.path("state").asText(),
                image.path("attempts").asInt(),
                image.path("redrives").asInt(),
                image.has("reason")
                        ? ": " + image.path("reason").asText() + ", "
                                + image.path("detail").asText()
                        : "");
    }
}
