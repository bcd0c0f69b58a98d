package dev.darkroom.cli;

import dev.darkroom.localstack.lambda.DeploymentPackage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one image function on one file, out of the package that Lambda gets, in a JVM of its own. */
@Command(
        name = "run-function",
        mixinStandardHelpOptions = true,
        description = {
            "Run an image function on a file, out of the same package that Lambda runs.",
            "Ends with 0 when there are renditions, with 1 when the image was refused, with 2 when there is no such"
                    + " function or file."
        })
final class RunFunctionCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FUNCTION", description = "name or name@version, e.g. web-variants.")
    private String function = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The image.")
    private Path file = Path.of("");

    @Option(
            names = "--operations",
            paramLabel = "FILE",
            description = "A file that says what the function is to do (default: the function's default).")
    private Optional<Path> operations = Optional.empty();

    @Option(
            names = "--functions",
            paramLabel = "DIR|JAR",
            description = "A jar, or a folder of jars, with functions of your own.")
    private Optional<Path> functions = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Where renditions go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("renditions");

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> own = functions.map(FunctionJars::in).orElse(List.of());
        DeploymentPackage code = DeploymentPackage.unpack(
                Session.home().resolve("image-processor/lambda/target/image-processor.zip"),
                Session.home().resolve("cli/target/darkroom/run-function"));
        ProcessBuilder builder = new ProcessBuilder(command(code, own)).inheritIO();
        builder.environment().put("LAMBDA_TASK_ROOT", code.root().toString());
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(DeploymentPackage code, List<Path> own) throws IOException {
        String classPath = Stream.concat(code.classPath().stream(), own.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                "dev.darkroom.imageprocessor.FunctionRun",
                function,
                file.toString(),
                out.toString()));
        if (operations.isPresent()) {
            command.add(Files.readString(operations.get()));
        }
        return command;
    }
}
