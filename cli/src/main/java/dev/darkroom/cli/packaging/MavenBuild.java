package dev.darkroom.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Maven, asked for what is deployed. */
record MavenBuild(Path home, Path log) {
    private static final int LINES_OF_A_FAILURE = 30;

    /**
     * Builds the modules of the artifacts and what they need.
     *
     * @param base the images' base, from a registry; otherwise a runtime that is linked here
     * @throws IllegalStateException when it fails, with the end of what it said
     */
    void run(List<Artifact> artifacts, Optional<String> base) throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        ProcessBuilder maven = new ProcessBuilder(command(artifacts, base))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (start(maven).waitFor() != 0) {
            List<String> lines = Files.readAllLines(log);
            throw new IllegalStateException("The build failed; its whole output is in " + log + "\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size())));
        }
    }

    static List<String> command(List<Artifact> artifacts, Optional<String> base) {
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-ntp",
                "-Ppackage",
                "-DskipTests",
                "-Dspotless.check.skip",
                "-Dmdep.analyze.skip",
                "-Djib.disableUpdateChecks=true"));
        base.ifPresent(image -> command.addAll(List.of("-Dimage.base=" + image, "-Dimage.root=none")));
        List<String> modules =
                new ArrayList<>(artifacts.stream().map(Artifact::module).toList());
        // the images copy its directory; no dependency says so
        modules.add("images/runtime");
        command.addAll(List.of("-pl", String.join(",", modules), "-am", "package"));
        return command;
    }

    private static Process start(ProcessBuilder maven) {
        try {
            return maven.start();
        } catch (IOException e) {
            throw new IllegalStateException("Maven is needed and was not found; install Maven 3.8.1 or newer", e);
        }
    }
}
