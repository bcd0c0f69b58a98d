package dev.darkroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL runner's JVM, which is not this one: AWS's connector comes as one jar with an AWS SDK, a Guava and a Jackson of
 * its own inside.
 *
 * @param directory {@code analytics/target/sql}, where the build laid out the runner
 */
record SqlRunner(Path home, Path directory) {
    static SqlRunner in(Path home) {
        return new SqlRunner(home, home.resolve("analytics/target/sql"));
    }

    /**
     * Runs it on this terminal until it ends.
     *
     * @return its exit code
     */
    int run(List<String> arguments, Map<String, String> environment) throws IOException, InterruptedException {
        if (!Files.isDirectory(directory.resolve("lib"))) {
            throw new IllegalStateException(directory + " is not there: build the module analytics");
        }
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).inheritIO();
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process runner = builder.start();
        // the terminal sends Ctrl-C to both; the runner knows what to do with it
        Termination.onSignal("INT", () -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(runner::destroy, "end-sql"));
        return runner.waitFor();
    }

    private List<String> command(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + directory.resolve("jvm.options"),
                "-Ddarkroom.home=" + home,
                "-cp",
                classPath(),
                "dev.darkroom.analytics.Sql"));
        command.addAll(arguments);
        return command;
    }

    /** The connector's jar comes last: what others bring under the same names is newer. */
    private String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(directory.resolve("lib"))) {
            return jars.map(Path::toString)
                    .sorted(Comparator.comparing((String jar) -> jar.contains("athena-dynamodb"))
                            .thenComparing(Comparator.naturalOrder()))
                    .collect(Collectors.joining(":"));
        }
    }
}
