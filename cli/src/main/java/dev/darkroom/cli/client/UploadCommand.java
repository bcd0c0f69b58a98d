package dev.darkroom.cli.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends files to a platform. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description = {
            "Send images to a platform, here or elsewhere.",
            "Ends with 0 when all were accepted, with 1 when one was not."
        })
public final class UploadCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Images, and folders with all images below them.")
    private List<Path> paths = List.of();

    @Option(names = "--url", description = "Where image-collection answers (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(names = "--function", paramLabel = "NAME", description = "The image function, name or name@version.")
    private Optional<String> function = Optional.empty();

    @Option(names = "--operations", paramLabel = "JSON", description = "What the function is to do, a JSON list.")
    private Optional<String> operations = Optional.empty();

    @Option(names = "--at-once", paramLabel = "N", description = "How many at once (default: ${DEFAULT-VALUE}).")
    private int atOnce = 4;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<Path> files = files(paths);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar progress = new ProgressBar(out, ProgressBar.onTerminal(), bytes, files.size());
        int refused = 0;
        try (Sender sender = new Sender(url, service, function, operations, progress::sent);
                ExecutorService threads = Executors.newFixedThreadPool(Math.clamp(atOnce, 1, 64))) {
            List<Future<Boolean>> sent = files.stream()
                    .map(file -> threads.submit(() -> send(sender, file, progress)))
                    .toList();
            for (Future<Boolean> each : sent) {
                refused += each.get() ? 0 : 1;
            }
        }
        progress.end();
        out.printf("%d accepted, %d not%n", files.size() - refused, refused);
        out.flush();
        return refused == 0 ? 0 : 1;
    }

    private static boolean send(Sender sender, Path file, ProgressBar progress) throws InterruptedException {
        try {
            progress.done(sender.send(file) + "  " + file);
            return true;
        } catch (IOException e) {
            progress.done("not accepted  " + file + "  " + e.getMessage());
            return false;
        }
    }

    /** Each file once; of a folder, what its name does not tell to be something else than an image. */
    static List<Path> files(List<Path> paths) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new IllegalArgumentException(path + " is not there");
            }
            if (Files.isRegularFile(path)) {
                files.add(path.normalize());
                continue;
            }
            try (Stream<Path> tree = Files.walk(path)) {
                tree.filter(Files::isRegularFile)
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .filter(UploadCommand::mayBeImage)
                        .sorted()
                        .map(Path::normalize)
                        .forEach(files::add);
            }
        }
        return List.copyOf(files);
    }

    private static boolean mayBeImage(Path file) {
        String type = URLConnection.guessContentTypeFromName(file.getFileName().toString());
        return type == null || type.startsWith("image/");
    }
}
