package dev.darkroom.cli.connectors;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs the command as a terminal would, against one Connect, and writes the files it reads. */
final class TestingCommand {
    private final URI url;
    private final Path directory;

    TestingCommand(URI url, Path directory) {
        this.url = url;
        this.directory = directory;
    }

    /** What a run ended with and said. */
    record Result(int exitCode, String out, String err) {}

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new ConnectorsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return CommandLine.ExitCode.USAGE;
                });
        int exitCode = command.execute(Stream.concat(Stream.of(arguments), Stream.of("--url", url.toString()))
                .toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }

    Path directory() {
        return directory;
    }

    /** A file for a connector of the testing class on the topic events; a blank value takes a setting away. */
    Path write(String name, Map<String, String> settings) {
        Map<String, String> config = new TreeMap<>(
                Map.of("connector.class", TestingSinkConnector.class.getName(), "topics", "events", "label", "any"));
        config.putAll(settings);
        config.values().removeIf(String::isBlank);
        String json = config.entrySet().stream()
                .map(TestingCommand::setting)
                .collect(Collectors.joining(", ", "{\"name\": \"" + name + "\", \"config\": {", "}}"));
        try {
            return Files.writeString(directory.resolve(name + ".json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String setting(Entry<String, String> setting) {
        return "\"%s\": \"%s\"".formatted(setting.getKey(), setting.getValue());
    }
}
