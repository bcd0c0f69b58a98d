package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that tell which connectors there are to be. */
final class FileOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description =
                    "Connectors as {\"name\": …, \"config\": {…}}, and folders of them (default: connectors/config).")
    private List<Path> paths = List.of();

    @Option(
            names = "--fill",
            description = {
                "Replace ${env:NAME} by what the environment of this command has;",
                "otherwise the worker does it, by its own."
            })
    private boolean fill;

    @Option(names = "--prune", description = "Connectors that no file tells of go.")
    private boolean prune;

    @Option(names = "--skip-missing", description = "Leave out connectors whose plugin the worker does not have.")
    private boolean skipMissing;

    boolean prune() {
        return prune;
    }

    boolean skipMissing() {
        return skipMissing;
    }

    /**
     * The connectors, by file.
     *
     * @throws IllegalArgumentException when there are none, two have one name, or a variable is not set
     */
    List<ConnectorFile> read() {
        List<Path> from = paths.isEmpty() ? List.of(home().resolve("connectors/config")) : paths;
        List<ConnectorFile> connectors = new ArrayList<>();
        from.forEach(path -> connectors.addAll(read(path)));
        Set<String> names = new HashSet<>();
        for (ConnectorFile connector : connectors) {
            if (!names.add(connector.name())) {
                throw new IllegalArgumentException(
                        "Two files tell of a connector " + connector.name() + "; one is " + connector.file());
            }
        }
        return fill
                ? connectors.stream()
                        .map(connector -> connector.withVariables(System.getenv()))
                        .toList()
                : connectors;
    }

    private static List<ConnectorFile> read(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(ConnectorFile.read(path));
        }
        List<ConnectorFile> connectors = ConnectorFile.readAll(path);
        if (connectors.isEmpty()) {
            throw new IllegalArgumentException(path + " is neither a connector's file nor a folder with such (*.json)");
        }
        return connectors;
    }

    private static Path home() {
        return Path.of(System.getProperty("darkroom.home", "."))
                .toAbsolutePath()
                .normalize();
    }
}
